package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.kernel.Chance;

/** To be completed. */
public final class NamespaceController extends Controller {
  public NamespaceController(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.NAMESPACE_CONTROLLER, settings);
  }

  @Override
  protected boolean sync(Key key) {
    return true;
  }
}
