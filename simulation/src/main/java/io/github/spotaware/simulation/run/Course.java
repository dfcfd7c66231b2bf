package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.simulation.check.Invariant;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ScaledObject;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.process.SimulatedProcess;
import io.github.spotaware.simulation.scenario.ClientKind;
import io.github.spotaware.simulation.scenario.Scenario.App;
import io.github.spotaware.simulation.scenario.Scenario.Hpa;
import io.github.spotaware.surge.DeletionCosts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The course of a run: the plan; then quiet, in which everything has to come back to what its owner
 * wants; then one drain of each protected Deployment, which has to go through; then quiet again.
 */
final class Course {
  /**
   * Beyond what the configuration and the Deployments say: 5 minutes in which the ReplicaSet
   * controller may wait for a pod that it has not seen come or go (controller_utils.go,
   * ExpectationsTimeout), a ticket's life, a lease, the controllers' own pace.
   */
  private static final Duration SLACK = Duration.ofSeconds(300 + 240);

  private static final long REST = 20 * VirtualTime.SECOND;

  private final Run run;
  private final Backstops backstops;
  private Invariant lacking = Invariant.COUNT_RETURNS;

  Course(Run run) {
    this.run = run;
    this.backstops = new Backstops(run.cluster());
  }

  void run() {
    until(() -> run.time().nanos() >= run.scenario().quietAt(), run.scenario().quietAt());
    calm();
    run.judge().quiet();
    await(this::allIsBack, returnBound(), this::whatIsNotBack);
    if (holds()) {
      rest();
    }
    if (holds() && run.scenario().probed()) {
      probe();
    }
    run.end();
  }

  private boolean holds() {
    return run.judge().violation() == null;
  }

  private void until(BooleanSupplier condition, long nanos) {
    while (holds() && !condition.getAsBoolean() && run.time().stepUntil(nanos)) {
      // Each step is an event.
    }
  }

  /** In steps of a second of virtual time, because looking at everything is dear. */
  private void await(BooleanSupplier condition, Duration bound, Supplier<String> lack) {
    long deadline = run.time().nanos() + bound.toNanos();
    while (holds() && !condition.getAsBoolean()) {
      long now = run.time().nanos();
      if (now >= deadline) {
        String what = lack.get();
        run.judge().violated(lacking, () -> what);
        return;
      }
      long next = now + VirtualTime.SECOND;
      until(() -> false, next);
      run.time().advanceTo(next);
    }
  }

  /** What was on its way may start something once more: that comes back, too. */
  private void rest() {
    long end = run.time().nanos() + REST;
    until(() -> false, end);
    if (holds()) {
      run.time().advanceTo(end);
      await(this::allIsBack, returnBound(), this::whatIsNotBack);
    }
  }

  /** Disruptions stop: nodes are well, everyone runs, and nothing is lost any more. */
  private void calm() {
    run.trace().say("plan", () -> "disruptions stop");
    run.calmDown();
    run.networkIsSound();
    run.cluster().api().comeBack();
    run.cluster().api().failCounts(false);
    run.cluster().users().quota("apps", -1);
    giveNodesBack();
    run.cluster().nodes().add("fresh-1", 20);
    run.cluster().nodes().add("fresh-2", 20);
    for (SimulatedProcess process : run.processes()) {
      process.spare();
      process.resume();
      process.start();
      run.cluster().watches().thaw(process.name());
      process.skew(Duration.ZERO);
    }
    if (run.outOfScope()) {
      run.scope(false);
    }
    for (App app : run.owners().apps()) {
      run.owners().settle(app.ref());
    }
  }

  private void giveNodesBack() {
    for (Node node : run.cluster().store().list(Kind.NODE)) {
      String name = node.meta().name();
      run.cluster().nodes().revive(name);
      run.cluster().nodes().uncordon(name);
      node.taints().forEach(taint -> run.cluster().nodes().untaint(name, taint.key()));
    }
  }

  private Duration returnBound() {
    var configuration = run.scenario().configuration();
    int progressDeadline = 0;
    for (App app : run.owners().apps()) {
      progressDeadline = Math.max(progressDeadline, app.spec().progressDeadlineSeconds());
    }
    return configuration
        .scaleDownDelay()
        .plus(configuration.maxHold())
        .plusSeconds(progressDeadline)
        .plus(configuration.checkInterval().multipliedBy(2))
        .plus(SLACK);
  }

  private boolean allIsBack() {
    return whatIsNotBack().isEmpty();
  }

  /** The first thing that is not as it should be; empty when all is. */
  private String whatIsNotBack() {
    String waits = whatWaits();
    if (!waits.isEmpty()) {
      return waits;
    }
    for (App app : run.owners().apps()) {
      Optional<String> lack = lack(app);
      if (lack.isPresent()) {
        return lack.get();
      }
    }
    for (StoredSchedule stored : run.cluster().reads().schedules()) {
      lacking = Invariant.NOTHING_LEFT;
      return "a schedule is left: " + stored.content();
    }
    lacking = Invariant.BACKSTOP_WHERE_WANTED;
    return backstops.lack(run.configuration()).orElse("");
  }

  private String whatWaits() {
    for (Drain drain : run.clients().drains()) {
      if (!drain.finished()) {
        lacking = Invariant.PROGRESS;
        return drain + " has not ended";
      }
    }
    return "";
  }

  private Optional<String> lack(App app) {
    DeploymentRef ref = app.ref();
    Optional<String> bound = run.owners().tampered(ref) ? Optional.empty() : boundLeft(ref);
    Deployment deployment = run.owners().deployment(ref);
    if (deployment == null) {
      lacking = Invariant.NOTHING_LEFT;
      return bound;
    }
    int wants = wants(app, deployment);
    if (deployment.replicas() != wants) {
      lacking = Invariant.COUNT_RETURNS;
      return Optional.of(ref + " is at " + deployment.replicas() + ", and should be at " + wants);
    }
    if (bound.isPresent()) {
      lacking = Invariant.NOTHING_LEFT;
      return bound;
    }
    for (Pod pod : run.cluster().truth().pods(ref)) {
      if (pod.active()
          && DeletionCosts.OURS.equals(pod.deletionCost())
          && !run.owners().tampered(ref)) {
        lacking = Invariant.NOTHING_LEFT;
        return Optional.of("our deletion cost is left on " + pod.meta().name());
      }
    }
    return Optional.empty();
  }

  /** A ScaledObject's counts; that KEDA's HPA follows it is for KEDA to see to. */
  private Optional<String> boundLeft(DeploymentRef ref) {
    Autoscaler hpa = run.owners().autoscaler(ref);
    ScaledObject scaledObject = run.owners().scaledObject(ref);
    Optional<Integer> live;
    if (scaledObject != null) {
      live = Optional.ofNullable(scaledObject.minReplicaCount());
    } else if (hpa != null) {
      live = Optional.ofNullable(hpa.minReplicas());
    } else {
      return Optional.empty();
    }
    return live.equals(run.owners().minReplicas(ref))
        ? Optional.empty()
        : Optional.of(
            (scaledObject == null ? "minReplicas of " : "minReplicaCount of ")
                + ref
                + " is left at "
                + live.map(String::valueOf).orElse("none"));
  }

  /** The owner's count; an HPA's where there is one, which counts for nothing at 0. */
  private int wants(App app, Deployment deployment) {
    int asked = run.owners().wants(app.ref()).orElse(deployment.replicas());
    Autoscaler hpa = run.owners().autoscaler(app.ref());
    if (hpa == null || deployment.replicas() == 0) {
      return asked;
    }
    if (app.autoscaler().filter(Hpa::metrics).isEmpty()) {
      // Whose 2 it is that such an HPA has set, only the schedule says.
      return run.owners().tampered(app.ref()) || run.owners().madeAnew(app.ref())
          ? deployment.replicas()
          : Math.min(asked, hpa.maxReplicas());
    }
    int floor = run.owners().tampered(app.ref()) ? hpa.floor() : 1;
    int desired = run.cluster().autoscalers().wanted(app.ref());
    return Math.max(floor, Math.min(desired, hpa.maxReplicas()));
  }

  private void probe() {
    for (App app : run.owners().apps()) {
      Deployment deployment = run.owners().deployment(app.ref());
      if (deployment == null
          || deployment.replicas() != 1
          || deployment.strategy().recreate()
          || run.cluster().truth().serving(app.ref(), java.util.Set.of()).isEmpty()) {
        continue;
      }
      run.trace().say("plan", () -> "one more drain, of " + app.ref());
      run.clients().drainNodeOf(ClientKind.KUBECTL, app.ref());
    }
    await(() -> whatWaits().isEmpty(), returnBound(), this::whatWaits);
    giveNodesBack();
    await(this::allIsBack, returnBound(), this::whatIsNotBack);
  }
}
