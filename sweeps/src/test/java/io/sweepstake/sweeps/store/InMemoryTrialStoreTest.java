package io.sweepstake.sweeps.store;

class InMemoryTrialStoreTest extends TrialStoreContract {
  @Override
  protected TrialStore store() {
    return new InMemoryTrialStore(SPEC);
  }
}
