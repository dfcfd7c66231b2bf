package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.kernel.Chance;

/** To be completed. */
public final class NodeLifecycleController extends Controller {
  public NodeLifecycleController(
      ApiServer api, Chance chance, Settings settings, Kubelets kubelets) {
    super(api, chance, Component.NODE_LIFECYCLE_CONTROLLER, settings);
  }

  @Override
  protected boolean sync(Key key) {
    return true;
  }
}
