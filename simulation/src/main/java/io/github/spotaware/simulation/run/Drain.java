package io.github.spotaware.simulation.run;

import io.github.spotaware.simulation.check.Coverage;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.api.EvictionResult;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.scenario.ClientKind;
import java.util.function.Consumer;

/** One client at one node: it asks each pod to go until it is let go or the client gives up. */
final class Drain {
  private static final String KARPENTER = "karpenter.sh/disrupted";
  private static final String AUTOSCALER = "ToBeDeletedByClusterAutoscaler";

  /** Of a client that asks again at once: enough to hammer. */
  private static final int MOST_ASKS = 25;

  private final Run run;
  private final ClientKind kind;
  private final String node;
  private final long began;
  private int open;
  private boolean gaveUp;
  private boolean refusedForGood;

  Drain(Run run, ClientKind kind, String node) {
    this.run = run;
    this.kind = kind;
    this.node = node;
    this.began = run.time().nanos();
  }

  void begin() {
    switch (kind.signal()) {
      case NONE -> {
        // It evicts only.
      }
      case CORDON -> {
        run.accidents().announce(node);
        run.cluster().nodes().cordon(node);
      }
      case KARPENTER_TAINT -> {
        run.accidents().announce(node);
        run.cluster().nodes().taint(node, KARPENTER, Taint.Effect.NO_SCHEDULE);
      }
      case AUTOSCALER_TAINT -> {
        run.accidents().announce(node);
        run.cluster().nodes().taint(node, AUTOSCALER, Taint.Effect.NO_SCHEDULE);
        run.cluster().nodes().cordon(node);
      }
    }
    run.trace().say(kind.toString(), () -> "drains " + node);
    for (Pod pod : run.cluster().store().list(Kind.POD)) {
      if (node.equals(pod.node()) && !pod.meta().terminating()) {
        evict(pod);
      }
    }
    doneIfAllAreGone();
  }

  void evict(Pod pod) {
    open++;
    ask(pod, 1);
  }

  /** It has ended, or the configuration says that it never will. */
  boolean finished() {
    return open == 0 || refusedForGood;
  }

  @Override
  public String toString() {
    return kind + " at " + node;
  }

  private void ask(Pod pod, int times) {
    Pod current = run.cluster().store().get(Kind.POD, pod.meta().key());
    if (current == null || !current.meta().uid().equals(pod.meta().uid())) {
      gone();
      return;
    }
    run.judge().asked(pod.meta().uid());
    run.coverage().count(Coverage.Group.CLIENT, kind + " asks");
    EvictionCall[] call = new EvictionCall[1];
    long way = run.scenario().way().draw(run.chance());
    call[0] =
        send(
            pod,
            result ->
                run.time().after(way, "client is answered", () -> answered(pod, times, result)));
    run.time()
        .after(
            kind.patienceSeconds() * VirtualTime.SECOND,
            "client's patience ends",
            () -> {
              if (!call[0].finished()) {
                run.coverage().fault(Fault.CLIENT_HANGS_UP);
                run.trace().say(kind.toString(), () -> "hangs up on " + pod.meta().name());
                call[0].hangUp();
                again(pod, times);
              }
            });
  }

  private EvictionCall send(Pod pod, Consumer<EvictionResult> onResult) {
    EvictionRequest request =
        new EvictionRequest(
            pod.meta().key(), pod.meta().uid(), false, kind.toString(), kind.deletes());
    return kind.deletes()
        ? run.cluster().deletes().delete(request, onResult)
        : run.cluster().evictions().evict(request, onResult);
  }

  private void answered(Pod pod, int times, EvictionResult result) {
    run.coverage().count(Coverage.Group.CLIENT, kind + " gets " + result.code());
    switch (result.code()) {
      case 200, 201, 404 -> gone();
      case 429 -> {
        refusedForGood = result.message().contains("unsurgeable-policy is deny");
        if (result.message().startsWith("admission webhook") && !refusedForGood) {
          run.turnedAway(pod);
        }
        if (kind.takes429AsFinal()) {
          giveUp(pod, "error 429");
        } else {
          again(pod, times);
        }
      }
      default -> {
        if (kind.onOtherErrors()) {
          again(pod, times);
        } else {
          giveUp(pod, "error " + result.code());
        }
      }
    }
  }

  private void again(Pod pod, int times) {
    if (times >= MOST_ASKS && !kind.tireless()
        || kind.over(run.time().nanos() - began)
        || run.over()) {
      giveUp(pod, "its time is over");
      return;
    }
    run.time()
        .after(kind.again().draw(run.chance()), "client asks again", () -> ask(pod, times + 1));
  }

  private void giveUp(Pod pod, String why) {
    gaveUp = true;
    run.coverage().count(Coverage.Group.CLIENT, kind + " gives up");
    run.trace().say(kind.toString(), () -> "gives up on " + pod.meta().name() + ": " + why);
    if (kind.thenDeletes()) {
      run.accidents().delete(pod);
    }
    if (run.calm()) {
      run.cluster().nodes().uncordon(node);
    }
    if (kind == ClientKind.CLUSTER_AUTOSCALER) {
      run.cluster().nodes().untaint(node, AUTOSCALER);
      run.cluster().nodes().uncordon(node);
    }
    gone();
  }

  private void gone() {
    open--;
    doneIfAllAreGone();
  }

  private void doneIfAllAreGone() {
    if (open == 0 && !gaveUp) {
      run.coverage().count(Coverage.Group.CLIENT, kind + " is done");
    }
  }
}
