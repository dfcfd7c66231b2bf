package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.kernel.Chance;

/** To be completed. */
public final class Kubelets extends Controller {
  public Kubelets(ApiServer api, Chance chance, Settings settings) {
    super(api, chance, Component.KUBELETS, settings);
  }

  public void kill(String node) {}

  public void revive(String node) {}

  /** The container crashes: not Ready, and Ready again later. */
  public void crash(Key pod) {}

  /** The pod ends for good. */
  public void finish(Key pod) {}

  @Override
  protected boolean sync(Key key) {
    return true;
  }
}
