package io.github.spotaware.e2e.demo.page;

import io.github.spotaware.e2e.controlplane.ProcessStatus;
import io.github.spotaware.e2e.demo.page.PageView.DeploymentView;
import io.github.spotaware.e2e.demo.page.PageView.HoldView;
import io.github.spotaware.e2e.demo.page.PageView.NodeView;
import io.github.spotaware.e2e.demo.page.PageView.PodView;
import io.github.spotaware.e2e.demo.page.PageView.ProcessView;
import io.github.spotaware.e2e.demo.page.PageView.ScheduleView;
import io.github.spotaware.schedule.DeploymentRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known, as it is shown. */
final class PageViews {

  /** The exit code of a process that SIGKILL has ended. */
  private static final int KILLED = 128 + 9;

  private final PageState state;
  private final ClusterState cluster;
  private final Surges surges;

  private PageViews(PageState state) {
    this.state = state;
    this.cluster = state.cluster();
    this.surges = new Surges(cluster);
  }

  /** At this time. */
  static PageView of(PageState state, Instant now) {
    return new PageViews(state).at(now);
  }

  private PageView at(Instant now) {
    List<Surges.Hold> open = surges.holds();
    Map<String, Surges.Hold> holds =
        open.stream().collect(Collectors.toMap(hold -> hold.pod().uid(), Function.identity()));
    Story story = state.story();
    return new PageView(
        now.toEpochMilli(),
        story.phase().name().toLowerCase(Locale.ROOT),
        story.scene(),
        story.outcome().orElse(null),
        state.processes().stream().map(PageViews::process).toList(),
        cluster.deployments().values().stream().map(this::deployment).toList(),
        cluster.nodes().values().stream().sorted(NodeFacts.ORDER).map(this::node).toList(),
        cluster.pods().values().stream().map(pod -> pod(pod, holds.get(pod.uid()))).toList(),
        open.stream().map(this::hold).toList(),
        cluster.schedules().values().stream().map(PageViews::schedule).toList());
  }

  private static ProcessView process(ProcessStatus process) {
    boolean killed = process.exitCode().orElse(0) == KILLED;
    return new ProcessView(
        process.name(),
        switch (process.phase()) {
          case RUNNING -> "running";
          case PAUSED -> "paused";
          case STOPPED -> killed ? "killed" : "stopped";
          case EXITED -> killed ? "killed" : "ended";
        });
  }

  private DeploymentView deployment(DeploymentFacts deployment) {
    Serving serving = deployment.serving();
    return new DeploymentView(
        deployment.ref().toString(),
        deployment.ref().name(),
        deployment.ref().namespace(),
        deployment.isProtected(cluster.configuration()),
        deployment.wanted(),
        serving.now(),
        millis(serving.before()),
        millis(serving.downSince()),
        deployment.gone(),
        millis(serving.ended()),
        serving.steps().stream()
            .map(step -> List.of(step.at().toEpochMilli(), (long) step.pods()))
            .toList());
  }

  private NodeView node(NodeFacts node) {
    return new NodeView(
        node.name(),
        node.state().unschedulable(),
        node.state().ready(),
        node.leaving(cluster.configuration().disruptionTaints()),
        node.gone(),
        node.taints());
  }

  private PodView pod(PodFacts pod, Surges.@Nullable Hold hold) {
    Optional<DeploymentRef> ref = pod.deployment();
    return new PodView(
        pod.uid(),
        pod.name(),
        pod.node(),
        pod.stage().name().toLowerCase(Locale.ROOT),
        ref.map(cluster.deployments()::get)
            .filter(owner -> owner.isProtected(cluster.configuration()))
            .isPresent(),
        ref.flatMap(surges::replacement).filter(pod::equals).isPresent(),
        hold == null ? null : hold.since().toEpochMilli());
  }

  private HoldView hold(Surges.Hold hold) {
    HeldFacts told = cluster.held().get(hold.pod().uid());
    return new HoldView(
        hold.pod().uid(),
        hold.pod().name(),
        hold.since().toEpochMilli(),
        hold.until().toEpochMilli(),
        state.askers().get(hold.pod().name()),
        told == null ? List.of() : told.webhooks(),
        hold.replacement()
            .map(pod -> pod.name() + ", " + pod.stage().name().toLowerCase(Locale.ROOT))
            .orElse("a second pod to be created"));
  }

  private static ScheduleView schedule(ScheduleFacts schedule) {
    return new ScheduleView(
        schedule.name(),
        schedule.content().deployment().name(),
        schedule.content().phase().text(),
        schedule.meaning(),
        schedule.content().trigger(),
        schedule.content().scheduledTime().toEpochMilli());
  }

  /** Rounded up: 0 is said of none only. */
  private static long millis(Duration duration) {
    return duration.plusNanos(999_999).toMillis();
  }

  private static @Nullable Long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(null);
  }
}
