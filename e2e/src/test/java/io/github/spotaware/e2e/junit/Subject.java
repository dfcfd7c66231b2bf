package io.github.spotaware.e2e.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.LastServing;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.surge.DeletionCosts;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A labelled Deployment under test, whose pods are watched from the first that serves. */
public final class Subject implements AutoCloseable {

  private static final Duration SERVING_BOUND = Duration.ofSeconds(30);

  private static final String DELAY = "spot-aware-scaler/scale-down-delay";
  private static final String DELAY_SECONDS = "15";

  private final Scenario scenario;
  private final String name;
  private final ServingWatch watch;

  private Subject(Scenario scenario, String name, ServingWatch watch) {
    this.scenario = scenario;
    this.name = name;
    this.watch = watch;
  }

  /**
   * A labelled Deployment of one pod; each second one has a Service. Its surge lasts until both
   * pods serve, also on a busy machine.
   */
  public static Workload workload(String name, int round) {
    Workload workload =
        Workload.named(name + "-" + round).labelled().annotated(DELAY, DELAY_SECONDS);
    return round % 2 == 0 ? workload.withService() : workload;
  }

  /** Deploys it and waits until its one pod serves. */
  public static Subject deploy(Scenario scenario, Workload workload) {
    return deploy(scenario, workload, scenario.workloads().watch(workload));
  }

  /**
   * The same, where the API server is going to be away: its watch may have to list anew. What that
   * does not see {@link #assertNeverZero} takes from the audit log.
   */
  public static Subject deployBeforeAnOutage(Scenario scenario, Workload workload) {
    return deploy(scenario, workload, scenario.workloads().watchOverOutages(workload));
  }

  private static Subject deploy(Scenario scenario, Workload workload, ServingWatch watch) {
    scenario.workloads().deploy(workload);
    Subject subject = new Subject(scenario, workload.name(), watch);
    subject.watch.awaitServing(1, SERVING_BOUND);
    return subject;
  }

  public String name() {
    return name;
  }

  public ServingWatch watch() {
    return watch;
  }

  /**
   * Surges it: evicts its pod and hangs up as soon as replicas is 2. Returns when both pods serve.
   *
   * @return its pods, the older one first
   */
  public List<String> surge() {
    CompletableFuture<HttpResponse<String>> call =
        scenario
            .evictions()
            .exchange(Eviction.of(scenario.namespace(), scenario.workloads().podName(name)));
    awaitPhase(Phase.SURGED);
    call.cancel(true);
    scenario.workloads().awaitAvailable(name, 2);
    watch.awaitServing(2, SERVING_BOUND);
    return pods();
  }

  /**
   * Patches it as {@code kubectl patch} does, whatever has changed since it was read.
   *
   * @return the Deployment as the API server stored it
   */
  public Deployment patch(String strategicMerge) {
    return scenario
        .client()
        .apps()
        .deployments()
        .inNamespace(scenario.namespace())
        .withName(name)
        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), strategicMerge);
  }

  /** Its pods that are not terminating, the oldest first. */
  public List<String> pods() {
    return scenario.workloads().pods(name).stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  /** Waits until its schedule is in this phase. */
  public void awaitPhase(Phase phase) {
    scenario.workloads().awaitSchedule(name, phase.text(), schedule -> schedule.phase() == phase);
  }

  /** Waits until it has a schedule. */
  public void awaitSchedule() {
    scenario.workloads().awaitSchedule(name, "there", _ -> true);
  }

  /** Waits until its first pod has been let go. */
  public void awaitLetGo() {
    Await.until(
        "a pod of " + name + " to go",
        Deadline.after(SERVING_BOUND),
        () -> watch.changes().stream().anyMatch(change -> change.stage() == PodStage.GONE));
  }

  /** When its scale-down is due, as its schedule says now. */
  public Instant due() {
    return scenario.workloads().schedule(name).orElseThrow().scheduledTime();
  }

  /** The phases that its schedules went through. */
  public List<String> phases() {
    return scenario.audit().phases(scenario.namespace(), name);
  }

  /** Waits until it is back at one pod, and checks that nothing of a surge is left. */
  public void awaitBackAtOne() {
    scenario.workloads().awaitBackAtOne(name, Waits.SURGE_BOUND);
    Pod pod = scenario.workloads().pod(name);
    assertThat(pod.getMetadata().getAnnotations())
        .as("annotations of the pod that stays")
        .doesNotContainKey(DeletionCosts.ANNOTATION);
    assertThat(scenario.workloads().schedule(name)).as("schedule").isEmpty();
    watch.awaitServing(1, SERVING_BOUND);
  }

  /** At no time did no pod serve: by the watch, and by the audit log. */
  public void assertNeverZero() {
    assertThat(watch.everZero()).as("zero serving pods; the stages: %s", watch.changes()).isFalse();
    assertThat(watch.downtime()).as("downtime").isZero();
    assertThat(LastServing.taken(scenario.audit(), scenario.namespace(), name + "-"))
        .as("requests that took the last serving pod")
        .isEmpty();
  }

  @Override
  public void close() {
    watch.close();
  }
}
