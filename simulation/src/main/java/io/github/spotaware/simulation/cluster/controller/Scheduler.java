package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.kernel.Chance;

/** To be completed. */
public final class Scheduler extends Controller {
  public Scheduler(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.SCHEDULER, settings);
  }

  @Override
  protected boolean sync(Key key) {
    return true;
  }
}
