package io.github.spotaware.kubernetes;

import io.github.spotaware.schedule.DeploymentRef;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells listeners that something about a Deployment may have changed. Never blocks for long. */
public final class Changes {
  private final List<Consumer<DeploymentRef>> listeners = new CopyOnWriteArrayList<>();

  public void listen(Consumer<DeploymentRef> listener) {
    listeners.add(listener);
  }

  void tell(DeploymentRef deployment) {
    listeners.forEach(listener -> listener.accept(deployment));
  }
}
