package io.github.spotaware.e2e.demo.page;

import static io.github.spotaware.schedule.Phase.SURGED;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.controlplane.ProcessStatus.Phase;
import io.github.spotaware.e2e.demo.Happening;
import io.github.spotaware.e2e.demo.page.Story.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The demo, told without a cluster: an unlabelled Deployment whose pod was evicted some time ago,
 * and a labelled one whose pod is asked to go. Each step is told when it is called, and may be told
 * as having happened before.
 */
final class Script {

  private static final Instant LONG_AGO = Instant.now().minusSeconds(600);

  private final Broadcast broadcast;

  Script(Broadcast broadcast) {
    this.broadcast = broadcast;
  }

  /** Three nodes, three processes. */
  void begin() {
    Instant now = Instant.now();
    seen(now, Things.node("node-1"), Things.node("node-2"), Things.node("node-3"));
    running(Phase.RUNNING);
    broadcast.change(state -> state.prepared("webhook-0, webhook-1 and the scaler are ready", now));
  }

  /** The webhook of this number is doing that; the others run. */
  void running(Phase webhook0) {
    broadcast.change(state ->
        state.running(
            Stream.of("webhook-0", "webhook-1", "scaler")
                .map(name -> status(name, name.endsWith("-0") ? webhook0 : Phase.RUNNING))
                .toList()));
  }

  private static ProcessStatus status(String name, Phase phase) {
    OptionalInt exit = phase == Phase.STOPPED ? OptionalInt.of(137) : OptionalInt.empty();
    return new ProcessStatus(name, phase, OptionalLong.empty(), exit, Path.of("log"));
  }

  /** An unlabelled Deployment loses its only pod, is down, and has another one; then it goes. */
  void drainUnlabelled(Instant at) {
    Pod old = Things.serving(Things.pending("twin", "q8x7p", LONG_AGO), "node-2");
    Pod fresh = Things.pending("twin", "6x2lm", at);
    scene("1. A Deployment without the label, to see what a drain does to it", at);
    seen(at.minusSeconds(8), Things.deployment("twin", 1), old);
    tell(at, 120, "kubectl", "cordons node-2: no new pods there");
    tell(at, 150, "kubectl", "asks to evict twin-7487b7c757-q8x7p");
    tell(at, 350, "API server", "the eviction of " + name(old) + " goes through, asked 0.21 s ago");
    seen(at.plusMillis(370), Things.terminating(old), Things.starting(fresh, "node-3"));
    tell(at, 370, "node-2", name(old) + " is told to stop; serving pods: 0");
    tell(at, 370, "watch", "NO POD SERVES: downtime begins");
    tell(at, 380, "cluster", name(fresh) + " is created");
    tell(at, 410, "node-3", name(fresh) + " starts");
    tell(at, 1_370, "node-2", name(old) + " is gone");
    gone(at.plusMillis(1_370), old);
    tell(at, 2_360, "kubectl", "is done: node-2 is drained");
    seen(at.plusMillis(3_350), Things.serving(fresh, "node-3"));
    tell(at, 3_350, "node-3", name(fresh) + " is Ready and serves; serving pods: 1");
    tell(at, 3_350, "watch", "downtime ends after 2.98 s");
    gone(at.plusSeconds(6), Things.deployment("twin", 1));
    gone(at.plusSeconds(6), fresh);
  }

  /** A labelled Deployment's pod serves on node-1. */
  Pod deployLabelled(Instant at) {
    Pod old = Things.serving(Things.pending("web", "lnlhz", LONG_AGO), "node-1");
    seen(at, Things.labelled("web", 1), old);
    return old;
  }

  /** Its node is drained: the surge begins, and the eviction is held. */
  Pod drainLabelled(Pod old, Instant at) {
    Pod fresh = Things.pending("web", "n6dn2", at);
    scene("2. The same with the label spot-aware=enabled, nothing else", at);
    seen(at, Things.cordoned("node-1"));
    tell(at, 90, "kubectl", "cordons node-1: no new pods there");
    tell(at, 110, "kubectl", "asks to evict " + name(old));
    tell(
        at,
        130,
        "webhook",
        "schedule Raising: the surge is on record, before anything else is done");
    tell(at, 150, "webhook", "scales web from 1 to 2");
    seen(at, Things.labelled("web", 2), fresh);
    seen(
        at,
        Things.stored(
            Things.schedule("web", at.plusSeconds(60), "node node-1: unschedulable")
                .in(SURGED)
                .withHeld(name(old), at),
            at),
        Things.held(old, "webhook-0", at.plusMillis(170)),
        Things.held(old, "webhook-1", at.plusMillis(180)));
    tell(
        at,
        170,
        "webhook",
        "Event EvictionHeld: Held until a replacement serves, for at most 600 s in all");
    tell(
        at,
        200,
        "webhook",
        "schedule Surged: two replicas are wanted, and it is known when to go back");
    tell(at, 210, "cluster", name(fresh) + " is created");
    return fresh;
  }

  /** The pod starts there. */
  void starts(Pod pod, String node, Instant at) {
    seen(at, Things.starting(pod, node));
    broadcast.change(state -> state.and(new Happening(at, node, name(pod) + " starts")));
  }

  /** The pod serves there. */
  void serves(Pod pod, String node, Instant at) {
    seen(at, Things.serving(pod, node));
    broadcast.change(state ->
        state.and(new Happening(at, node, name(pod) + " is Ready and serves; serving pods: 2")));
  }

  void scene(String title, Instant at) {
    broadcast.change(state -> state.scene(title, at));
  }

  void tell(Instant start, long afterMillis, String actor, String what) {
    Happening happening = new Happening(start.plusMillis(afterMillis), actor, what);
    broadcast.change(state -> state.and(happening));
  }

  void seen(Instant at, HasMetadata... objects) {
    for (HasMetadata object : objects) {
      broadcast.change(state -> state.seen(object, at));
    }
  }

  void gone(Instant at, HasMetadata object) {
    broadcast.change(state -> state.gone(object, at));
  }

  void over(boolean ok, String... lines) {
    broadcast.change(state -> state.over(new Outcome(ok, List.of(lines))));
  }

  /** So long ago. */
  static Instant ago(double seconds) {
    return Instant.now().minus(Duration.ofMillis((long) (seconds * 1000)));
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
