package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.kernel.Chance;

/** To be completed. */
public final class AutoscalerController extends Controller {
  public AutoscalerController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.AUTOSCALER_CONTROLLER, settings);
  }

  /** What the metrics ask for. */
  public void wants(io.github.spotaware.schedule.DeploymentRef target, int replicas) {}

  @Override
  protected boolean sync(Key key) {
    return true;
  }
}
