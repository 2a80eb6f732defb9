package io.sweepstake.core.explanation;

import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.GivenStart;
import io.sweepstake.core.training.StartingWeights;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes something of a trained network away, and lets the rest of it make up for that. */
public final class Retraining {
  /** What becomes of a network. */
  public record Result(Architecture architecture, NetworkWeights weights) {}

  private final TrainingSpec spec;
  private final NetworkWeights trained;
  private final Engine engine;

  /**
   * @param spec how the rest is trained, and for how long; of the network's setting, family and
   *     architecture. Its start is what untrained layers have
   * @throws IllegalArgumentException if the weights are of another network
   */
  public Retraining(TrainingSpec spec, NetworkWeights trained, Engine engine) {
    this.spec = spec;
    this.trained = trained.requireFor(program(spec.architecture()));
    this.engine = engine;
  }

  private NetworkProgram program(Architecture architecture) {
    return spec.family().program(spec.setting(), architecture);
  }

  /** The hidden layers that the network has. */
  public int depth() {
    return spec.architecture().hidden().size();
  }

  /** The network trained on as it is: what others are compared with. */
  public Result continued() throws DivergedException {
    return train(spec.architecture(), trained, Set.of());
  }

  /**
   * The first hidden layers, frozen, under heads of their own that are trained from nothing.
   *
   * @param kept how many, from 1 to {@link #depth()}
   * @param learned whether these layers are the trained network's, or untrained ones: what any
   *     layers of that shape are good for
   */
  public Result truncated(int kept, boolean learned) throws DivergedException {
    Architecture shorter = new Architecture(spec.architecture().hidden().subList(0, kept));
    NetworkProgram program = program(shorter);
    Set<String> hidden = new LinkedHashSet<>();
    Layers.of(program).stream()
        .filter(Layer::hidden)
        .forEach(layer -> hidden.addAll(layer.weights()));
    NetworkWeights fresh = fresh(program, "head");
    return train(shorter, learned ? mixed(fresh, trained, hidden) : fresh, hidden);
  }

  /** The network with a layer of untrained weights, and nothing else changed. */
  public NetworkWeights randomised(Layer layer) {
    return mixed(
        trained,
        fresh(program(spec.architecture()), layer.name()),
        new LinkedHashSet<>(layer.weights()));
  }

  /** The same with the other layers trained on, while that one stays as it is. */
  public Result aroundRandomised(Layer layer) throws DivergedException {
    return train(spec.architecture(), randomised(layer), new LinkedHashSet<>(layer.weights()));
  }

  /** Untrained weights of the trained network's shape. */
  public NetworkWeights untrained() {
    return fresh(program(spec.architecture()), "untrained");
  }

  private NetworkWeights fresh(NetworkProgram program, String purpose) {
    return spec.start().of(program, spec.setting(), Seeds.derive(spec.seed(), purpose, 0));
  }

  /** One network's weights, with some layers of another's. */
  private static NetworkWeights mixed(
      NetworkWeights weights, NetworkWeights others, Set<String> names) {
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerWeights layer : weights.layers()) {
      LayerWeights chosen = layer;
      for (LayerWeights other : others.layers()) {
        if (names.contains(layer.shape().name()) && other.shape().equals(layer.shape())) {
          chosen = other;
        }
      }
      layers.add(chosen);
    }
    return new NetworkWeights(layers);
  }

  private Result train(Architecture architecture, NetworkWeights start, Set<String> frozen)
      throws DivergedException {
    Descent descent = spec.descent();
    Descent holding =
        new Descent(
            new FrozenLayers(descent.optimiser(), program(architecture), frozen, start),
            descent.schedule(),
            descent.clip());
    Training training = with(architecture, holding, new GivenStart(start)).start(engine);
    training.advance(spec.iterations(), spec.iterations(), TrainingListener.NONE);
    return new Result(architecture, training.weights());
  }

  private TrainingSpec with(Architecture architecture, Descent descent, StartingWeights start) {
    return new TrainingSpec(
        spec.setting(),
        spec.family(),
        architecture,
        spec.loss(),
        spec.monotonicityPrice(),
        spec.misreports(),
        descent,
        spec.profiles(),
        spec.batch(),
        spec.iterations(),
        spec.seed(),
        start);
  }
}
