package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.kernel.Chance;

/** To be completed. */
public final class TaintEvictionController extends Controller {
  public TaintEvictionController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.TAINT_EVICTION_CONTROLLER, settings);
  }

  @Override
  protected boolean sync(Key key) {
    return true;
  }
}
