package io.github.spotaware.webhook.eviction;

import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.hold.HoldView;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.Reversals;
import io.github.spotaware.surge.TicketWatch;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this process remembers from one eviction call to the next. Bounded; lost with the process.
 */
final class HoldMemory {
  private static final int MOST = 10_000;

  /** For so long a pod is taken to be protected still, where that only delays its eviction. */
  static final Duration CROWDED_OUT_FOR = Duration.ofMinutes(1);

  /** Clients ask again within seconds; after this long it is another drain that asks. */
  static final Duration ANOTHER_DRAIN = Duration.ofMinutes(10);

  private record Asked(Instant first, Instant last) {}

  private record CrowdedOut(List<DeploymentRef> deployments, long nanos) {}

  private final Map<String, Asked> askedFor =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
          return size() > MOST;
        }
      };
  private final Map<String, CrowdedOut> crowdedOut = new LinkedHashMap<>();
  private final Map<String, Long> letGo = new LinkedHashMap<>();
  private final TicketWatch tickets = new TicketWatch();
  private final Reversals reversals = new Reversals();

  /**
   * When an eviction of this pod was first held. Where its schedule says so, it is not remembered
   * here as well: a drain that was given up must not count against one that comes after the surge.
   * A dry run is no drain: it leaves nothing that could count against one later.
   */
  synchronized Instant firstHeld(
      EvictionRequest request, String podUid, Optional<StoredSchedule> schedule, Instant now) {
    if (request.dryRun()) {
      return now;
    }
    Optional<Instant> known =
        schedule.flatMap(stored -> Optional.ofNullable(stored.content().held().get(podUid)));
    if (known.isPresent()) {
      askedFor.remove(podUid);
      return known.get();
    }
    Asked before = askedFor.get(podUid);
    Instant first =
        before == null || before.last().plus(ANOTHER_DRAIN).isBefore(now) ? now : before.first();
    askedFor.put(podUid, new Asked(first, now));
    return first;
  }

  /**
   * A call about this pod was answered: one that was let go, or refused for good, waits no longer.
   * But what max-hold lets go, the other webhook may hold, whose count began a moment later. If
   * each of them began anew then, none of the next calls would be let go by both.
   */
  synchronized void answered(String podUid, boolean allowed, Reason reason) {
    if (allowed ? reason != Reason.EVICTION_HOLD_EXPIRED : reason == Reason.NOT_SURGEABLE) {
      askedFor.remove(podUid);
    }
  }

  /**
   * The call was told to ask again, as its pod is one of a protected Deployment, and no turn was
   * left. Where no schedule counts max-hold, that begins anew: nothing was done for the pod, and it
   * would be let go before anything is. A dry run leaves nothing.
   */
  synchronized void crowdedOut(
      EvictionRequest request, String podUid, List<DeploymentRef> deployments, long nanos) {
    if (request.dryRun()) {
      return;
    }
    askedFor.remove(podUid);
    crowdedOut.remove(key(request));
    crowdedOut.put(key(request), new CrowdedOut(deployments, nanos));
    if (crowdedOut.size() > MOST) {
      crowdedOut.remove(crowdedOut.keySet().iterator().next());
    }
  }

  /** The Deployments whose pod it may be, where a call about it was told so a moment ago. */
  synchronized Optional<List<DeploymentRef>> crowdedOut(EvictionRequest request, long nanos) {
    return Optional.ofNullable(crowdedOut.get(key(request)))
        .filter(last -> nanos - last.nanos() <= CROWDED_OUT_FOR.toNanos())
        .map(CrowdedOut::deployments);
  }

  private static String key(EvictionRequest request) {
    return request.namespace() + "/" + request.podName();
  }

  /** The eviction of this pod was allowed: the API server may delete it at any moment from now. */
  synchronized void letGo(String podUid, long nanos) {
    letGo.remove(podUid);
    letGo.put(podUid, nanos);
    if (letGo.size() > MOST) {
      letGo.remove(letGo.keySet().iterator().next());
    }
  }

  /** The pods that an eviction allowed here may still delete. */
  synchronized Set<String> letGo(long nanos) {
    letGo.values().removeIf(allowed -> nanos - allowed > HoldView.A_REQUEST_LIVES.toNanos());
    return Set.copyOf(letGo.keySet());
  }

  synchronized Duration ticketUnchangedFor(WorkloadSnapshot workload, long nanos) {
    return workload
        .schedule()
        .map(stored -> tickets.unchangedFor(stored, nanos))
        .orElse(Duration.ZERO);
  }

  /** A surge was cancelled, and this is its Deployment since. */
  synchronized void cancelled(StoredSchedule stored, DeploymentState live, Instant now) {
    reversals.cancelled(stored, live, now);
  }

  synchronized int reversals(WorkloadSnapshot workload, Instant now) {
    return reversals.count(workload, now);
  }
}
