package io.github.spotaware.reconcile;

import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched.Labelled;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the scaler's leader looks at: a Deployment of which a watch tells something, and at the
 * start of a term and every {@code check-interval} all that may need it, which is the repair of
 * whatever was missed.
 */
public final class ScalerAgenda implements AutoCloseable {
  /** A node signal is left to the webhooks for this long. */
  public static final Duration NODE_LAG = Duration.ofMillis(400);

  private final ClusterPort cluster;
  private final BooleanSupplier leads;
  private final WorkQueue queue;
  private final NodeAgenda nodes;
  private Timing.@Nullable Timer next;
  private boolean closed;

  public ScalerAgenda(
      ClusterPort cluster, BooleanSupplier leads, WorkQueue queue, NodeAgenda nodes) {
    this.cluster = cluster;
    this.leads = leads;
    this.queue = queue;
    this.nodes = nodes;
  }

  /** Begins to listen, and to look at everything again and again. */
  public void start() {
    cluster.onChange(this::changed);
    nodes.start(queue::add);
    cluster.onConfigurationChange(this::everything);
    scheduleNext();
  }

  private synchronized void scheduleNext() {
    if (!closed) {
      next = cluster.timing().after(cluster.configuration().checkInterval(), this::safetyNet);
    }
  }

  private void safetyNet() {
    try {
      everything();
    } finally {
      scheduleNext();
    }
  }

  /** A protected Deployment that does not surge is left alone, however often it changes. */
  private void changed(DeploymentRef ref) {
    if (!leads.getAsBoolean()) {
      return;
    }
    boolean scheduled =
        cluster.watched().schedules().stream()
            .anyMatch(stored -> stored.content().deployment().equals(ref));
    if (scheduled || cluster.watched().labelled(ref).filter(this::surged).isPresent()) {
      queue.add(ref);
    }
  }

  private boolean surged(Labelled labelled) {
    return labelled.replicas() == Schedule.SURGED_REPLICAS;
  }

  /** At the start of a term: all, and what no watch tells of. */
  public void termBegins() {
    everything();
    nodes.lookForTheGone();
  }

  private void everything() {
    if (!leads.getAsBoolean()) {
      return;
    }
    cluster.watched().schedules().forEach(stored -> queue.add(stored.content().deployment()));
    cluster.watched().labelled().stream()
        .filter(this::surged)
        .map(Labelled::ref)
        .forEach(queue::add);
    nodes.everything();
  }

  @Override
  public synchronized void close() {
    closed = true;
    nodes.close();
    if (next != null) {
      next.cancel();
    }
  }
}
