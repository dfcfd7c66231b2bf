package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.kernel.Chance;

/** To be completed. */
public final class EndpointSliceController extends Controller {
  public EndpointSliceController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.ENDPOINT_SLICE_CONTROLLER, settings);
  }

  @Override
  protected boolean sync(Key key) {
    return true;
  }
}
