package io.github.spotaware.simulation.check;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.store.Change;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.surge.ProtocolWrite;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the invariants as things happen, by ground truth; the first that does not hold ends the
 * run.
 */
public final class Judge implements Observer {
  /** No decision rests on reads older than this when its answer arrives. */
  static final long READS_BEFORE_ANSWER = 3 * VirtualTime.SECOND;

  private final Facts facts;
  private final BackstopJudge backstops;
  private final BackstopNotes backstopNotes;
  private final EvictionJudge evictions;
  private final ScaleDownJudge scaleDowns;
  private final CountJudge counts;
  private final FloorJudge floors;
  private final HandoffNotes handoffs;

  public Judge(Cluster cluster, Configuration configuration, Coverage coverage) {
    facts = new Facts(cluster, configuration, coverage);
    backstops = new BackstopJudge(facts);
    backstopNotes = new BackstopNotes(facts);
    evictions = new EvictionJudge(facts, backstops);
    scaleDowns = new ScaleDownJudge(facts);
    counts = new CountJudge(facts, scaleDowns);
    floors = new FloorJudge(facts);
    handoffs = new HandoffNotes(facts);
  }

  /** The first one; null while all holds. */
  public @Nullable Violation violation() {
    return facts.violation();
  }

  /** Notes that an invariant did not hold. */
  public void violated(Invariant invariant, Supplier<String> what) {
    facts.violated(invariant, what);
  }

  /**
   * The scope changed for every process, sooner or later.
   *
   * @param out no Deployment is in it any more
   */
  public void scopeChanged(boolean out) {
    facts.scopeChanged(out);
  }

  /** Begins to look. */
  public void watch() {
    Cluster cluster = facts.cluster();
    cluster.store().tap(this::tap);
    cluster.evictions().onEvicted(evictions::evicted);
    cluster.evictions().onRefused(evictions::refused);
    cluster.deletes().onAsked(pod -> evictions.asked(pod.meta().uid()));
    cluster.deletes().onDeleted(evictions::evicted);
    cluster
        .api()
        .pods()
        .onDeletion((pod, by) -> {
          switch (by) {
            case EVICTION, DELETE -> {
              // Told by the handler, with its call.
            }
            case REPLICA_SET -> {
              handoffs.reaped(pod);
              scaleDowns.reaped(pod);
            }
            case SOMEONE -> deletedBySomeone(pod);
          }
        });
  }

  /** From now on nothing disturbs, so that holds must end. */
  public void quiet() {
    evictions.quiet();
  }

  /** A client was answered 429. */
  public void turnedAway(Pod pod) {
    evictions.turnedAway(pod);
  }

  private void tap(Change<? extends ApiObject<?>> change) {
    facts.disturbances().tap(change, facts.nanos());
    floors.tap(change);
    backstops.tap(change);
    if (change.after() instanceof Pod pod) {
      scaleDowns.pod(pod);
    }
    switch (change.after()) {
      case Node after -> scaleDowns.node(change, after.meta().name());
      case ConfigMap schedule -> counts.schedule(schedule);
      case Pod after when Disturbances.failsByItself((Pod) change.before(), after) -> {
        facts.coverage().fault(Fault.POD_CRASH);
        facts.disturbed(after);
      }
      default -> {
        // Judged by what comes of it.
      }
    }
  }

  /** A pod was deleted by neither an eviction nor its ReplicaSet. */
  public void deletedBySomeone(Pod pod) {
    facts.disturbed(pod);
  }

  /** An eviction is asked for. */
  public void asked(String podUid) {
    evictions.asked(podUid);
  }

  @Override
  public void answered(EvictionCall call, String webhook, HoldEffect.Answer answer) {
    evictions.answered(call, answer);
    Pod asked = facts.cluster().store().get(Kind.POD, call.request().pod());
    backstopNotes.answered(webhook, asked == null ? null : facts.owner(asked), answer);
    facts
        .cluster()
        .api()
        .trace()
        .say(
            webhook,
            () ->
                (answer.allowed() ? "allows " : "denies ")
                    + call.request().pod().name()
                    + ", "
                    + answer.reason().text()
                    + ": "
                    + answer.message());
  }

  @Override
  public void webhookFailed(EvictionCall call, String webhook) {
    // Counted as a fault; what follows from it is judged at the delete.
  }

  @Override
  public void countKept(String webhook, Deployment before) {
    counts.kept(webhook, before);
  }

  @Override
  public void countPassed(String webhook, Deployment before) {
    counts.passed(webhook, before);
  }

  @Override
  public void budgetReviewed(DisruptionBudget proposed, boolean known) {
    backstops.reviewed(proposed, known);
  }

  @Override
  public void failed(String process, Throwable failure) {
    violated(Invariant.SOUND_CODE, () -> process + ": " + failure);
  }

  @Override
  public void beforeWrite(String process, ProtocolWrite write) {
    counts.beforeWrite(write);
  }

  @Override
  public void afterWrite(String process, ProtocolWrite write) {
    counts.afterWrite(process, write);
    floors.afterWrite(write);
    handoffs.afterWrite(process, write);
    backstopNotes.afterWrite(process, write);
  }
}
