package io.github.spotaware.testing;

import io.github.spotaware.port.LegacyObjects;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.LegacyObject;
import io.github.spotaware.schedule.StoredLegacySchedule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What the shell version wrote, beside a FakeCluster: its schedule is in the cluster's memory. */
public final class FakeLegacy implements LegacyObjects {
  private final FakeCluster cluster;
  private final List<LegacyObject> seen = new ArrayList<>();
  private final List<Consumer<LegacyObject>> listeners = new ArrayList<>();

  public FakeLegacy(FakeCluster cluster) {
    this.cluster = cluster;
  }

  /** The watch shows an object, new or changed; returns when all that it leads to is done. */
  public void tell(LegacyObject object) {
    seen.removeIf(other -> other.name().equals(object.name()));
    seen.add(object);
    listeners.forEach(listener -> listener.accept(object));
    cluster.timing.settle();
  }

  @Override
  public Collection<LegacyObject> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void onLegacyChange(Consumer<LegacyObject> listener) {
    listeners.add(listener);
  }

  @Override
  public CompletionStage<Optional<StoredLegacySchedule>> schedule(DeploymentRef deployment) {
    return CompletableFuture.completedFuture(cluster.memory.legacy());
  }
}
