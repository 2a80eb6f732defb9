#!/usr/bin/env bash
# Tells Spark which GPUs this machine has: {"name":"gpu","addresses":["0","1"]}, as
# spark.worker.resource.gpu.discoveryScript (standalone) or
# spark.executor.resource.gpu.discoveryScript (YARN, Kubernetes) want it.
#
# An address is the number by which CUDA knows the GPU in a process that sees what this script sees:
# where CUDA_VISIBLE_DEVICES leaves only some of them, those are counted from 0 again. Without
# nvidia-smi, GPUs of AMD and Intel are counted by the nodes that their drivers make in /dev/dri (or
# in SWEEPSTAKE_RENDER_NODES); containers see those that they were given.
#
# Without a GPU the list is empty and the reason is on standard error. Spark then refuses a worker
# that was told to offer GPUs, and the reason is in that worker's log.
set -u

none() {
  echo "gpu-discovery: $1; this machine offers no GPU" >&2
  echo '{"name":"gpu","addresses":[]}'
  exit 0
}

tell() {
  addresses=
  for ((k = 0; k < $1; k++)); do
    addresses=$addresses${addresses:+,}'"'$k'"'
  done
  echo '{"name":"gpu","addresses":['"$addresses"']}'
  exit 0
}

if ! command -v nvidia-smi >/dev/null 2>&1; then
  count=0
  for node in "${SWEEPSTAKE_RENDER_NODES:-/dev/dri}"/renderD*; do
    [ -e "$node" ] && count=$((count + 1))
  done
  [ "$count" -gt 0 ] || none "no nvidia-smi on the PATH, and no renderD* in ${SWEEPSTAKE_RENDER_NODES:-/dev/dri}"
  tell "$count"
fi
found=$(nvidia-smi --query-gpu=index --format=csv,noheader 2>&1) || none "nvidia-smi failed: $(echo "$found" | head -n 1)"
count=$(echo "$found" | grep -c '^[0-9][0-9]*$') || none "nvidia-smi named none"

if [ -n "${CUDA_VISIBLE_DEVICES+set}" ]; then
  visible=0
  IFS=,
  for device in $CUDA_VISIBLE_DEVICES; do
    case $device in
      -1) break ;; # CUDA ignores what comes after it
      *) visible=$((visible + 1)) ;;
    esac
  done
  unset IFS
  [ "$visible" -gt 0 ] || none "CUDA_VISIBLE_DEVICES='$CUDA_VISIBLE_DEVICES' hides all"
  [ "$visible" -lt "$count" ] && count=$visible
fi

tell "$count"
