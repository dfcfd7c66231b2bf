package io.github.spotaware.webhook.placement;

import io.github.spotaware.observability.Metrics;
import io.github.spotaware.placement.KnownCluster;
import io.github.spotaware.placement.Placement;
import io.github.spotaware.placement.ReplacementPlacement;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.PodCall;
import io.github.spotaware.webhook.server.PodHandler;
import io.github.spotaware.workload.NodeState;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the replacement of a surge its preferences. All of it from memory: every pod that a
 * ReplicaSet makes waits for this answer.
 */
public final class PlacementGate implements PodHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PlacementGate.class);

  private final ClusterPort cluster;
  private final BooleanSupplier caughtUp;
  private final Supplier<Collection<NodeState>> nodes;
  private final Metrics metrics;

  /**
   * @param caughtUp whether configuration, Deployments, schedules and nodes are as their watches
   *     show them; until then nothing is added
   * @param nodes as a watch shows them
   */
  public PlacementGate(
      ClusterPort cluster,
      BooleanSupplier caughtUp,
      Supplier<Collection<NodeState>> nodes,
      Metrics metrics) {
    this.cluster = cluster;
    this.caughtUp = caughtUp;
    this.nodes = nodes;
    this.metrics = metrics;
  }

  /** While nothing surges, which is nearly always, no node is looked at. */
  @Override
  public AdmissionAnswer handle(PodCall call) {
    Placement placement =
        caughtUp.getAsBoolean() && !cluster.watched().schedules().isEmpty()
            ? ReplacementPlacement.decide(call.pod(), known(call), cluster.configuration())
            : new Placement.Unchanged();
    return switch (placement) {
      case Placement.Unchanged _ -> {
        metrics.podCall("unchanged");
        yield AdmissionAnswer.Allow.silently();
      }
      case Placement.Preferences preferences -> add(call, preferences);
    };
  }

  private KnownCluster known(PodCall call) {
    Watched watched = cluster.watched();
    return new KnownCluster(
        watched.labelledIn(call.pod().namespace()).stream()
            .collect(Collectors.toMap(Watched.Labelled::ref, Watched.Labelled::selector)),
        watched.schedules().stream().map(StoredSchedule::content).toList(),
        nodes.get());
  }

  private AdmissionAnswer add(PodCall call, Placement.Preferences preferences) {
    metrics.podCall("preferences");
    LOG.atInfo()
        .addKeyValue("review", call.reviewUid())
        .addKeyValue("namespace", call.pod().namespace())
        .addKeyValue("deployment", preferences.deployment().name())
        .addKeyValue("pod", call.name())
        .addKeyValue("avoided", preferences.avoided())
        .addKeyValue("preferred", preferences.preferred().toString())
        .log("the replacement prefers nodes that stay and have no other pod of its Deployment");
    return new AdmissionAnswer.AllowWithPatch(PlacementPatch.of(call.present(), preferences));
  }
}
