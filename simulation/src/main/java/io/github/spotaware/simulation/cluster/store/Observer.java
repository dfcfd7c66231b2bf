package io.github.spotaware.simulation.cluster.store;

import io.github.spotaware.simulation.kernel.Pace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A process as far as its watches go: they share their lag, and stall and break together. */
final class Observer {
  Pace lag;
  boolean frozen;
  final List<Informer<?>> informers = new ArrayList<>();

  /** Had something to deliver while frozen. */
  final Set<Informer<?>> waiting = new LinkedHashSet<>();

  Observer(Pace lag) {
    this.lag = lag;
  }
}
