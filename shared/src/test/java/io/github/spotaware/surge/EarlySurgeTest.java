package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ConfigurationBuilder;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.surge.ProtocolWrite.SetReplicas;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EarlySurgeTest {
  private static final Configuration DEFAULTS = Configuration.defaults();
  private static final NodeSignal SIGNAL = new NodeSignal("n", 7);

  private static Disruptions signals(NodeSignal... signals) {
    return new Disruptions(Set.of(signals), Set.of(), 0);
  }

  private static Workloads onCordoned() {
    return workload(pod("web-a").on("n")).node(Nodes.cordoned("n"));
  }

  private static Step next(Workloads workload, Disruptions disruptions, Configuration c) {
    return SurgeCourse.next(workload.build(), Duration.ZERO, disruptions, c, NOW);
  }

  private static List<Report> reports(
      Workloads workload, Disruptions disruptions, Configuration c) {
    return EarlySurge.reports(workload.build(), disruptions, c, NOW);
  }

  private static Step.Write start(Workloads workload) {
    return assertThat(next(workload, signals(SIGNAL), DEFAULTS))
        .asInstanceOf(type(Step.Write.class))
        .actual();
  }

  private static Schedule created(Step.Write step) {
    return assertThat(step.write()).asInstanceOf(type(CreateSchedule.class)).actual().content();
  }

  static Stream<Arguments> surging() {
    return Stream.of(
        argumentSet("cordoned", onCordoned(), "node n: unschedulable"),
        argumentSet(
            "tainted",
            workload(pod("web-a").on("n")).node(Nodes.tainted("n", "karpenter.sh/disrupted")),
            "node n: taint karpenter.sh/disrupted"),
        argumentSet(
            "being deleted",
            workload(pod("web-a").on("n")).node(Nodes.deleted("n")),
            "node n: being deleted"),
        argumentSet(
            "dead",
            workload(pod("web-a").on("n").notReady()).node(Nodes.dead("n")),
            "node n: not Ready"),
        argumentSet("gone", workload(pod("web-a").on("n")).goneNode("n"), "node n: gone"),
        argumentSet(
            "its pod is starting there, and not Ready yet",
            workload(pod("web-a").on("n").notReady()).node(Nodes.cordoned("n")),
            "node n: unschedulable"),
        argumentSet(
            "a rollout's new pod does not serve yet",
            workload(pod("web-a").on("n"), pod("web-b").on("m").notReady())
                .node(Nodes.cordoned("n")),
            "node n: unschedulable"));
  }

  @ParameterizedTest
  @MethodSource("surging")
  void aPodOnADoomedNodeSurges(Workloads workload, String trigger) {
    Step.Write step = start(workload);
    Schedule schedule = created(step);
    assertThat(schedule.phase()).isEqualTo(Phase.RAISING);
    assertThat(schedule.deploymentUid()).isEqualTo(Workloads.DEPLOYMENT_UID);
    assertThat(schedule.trigger()).isEqualTo(trigger);
    assertThat(schedule.scheduledTime()).isEqualTo(NOW.plus(DEFAULTS.scaleDownDelay()));
    assertThat(schedule.held()).isEmpty();
    assertThat(schedule.costs()).containsKey(uidOf("web-a"));
    assertThat(step.reports()).extracting(Report::reason).containsExactly(Reason.NODE_DISRUPTED);
    assertThat(step.reports().getFirst().note()).contains("web-a", "node n");
  }

  @Test
  void theUsersDeletionCostIsRemembered() {
    assertThat(
            created(start(workload(pod("web-a").on("n").cost("7")).node(Nodes.cordoned("n"))))
                .costs())
        .isEqualTo(Map.of(uidOf("web-a"), Optional.of("7")));
  }

  static Stream<Arguments> left() {
    return Stream.of(
        argumentSet("no node is doomed", workload(pod("web-a").on("n")), same()),
        argumentSet(
            "another node is", workload(pod("web-a").on("m")).node(Nodes.cordoned("n")), same()),
        argumentSet("its pod is not scheduled", workload(pod("web-a").pending()), same()),
        argumentSet(
            "its pod is terminating, so another is made anyway",
            workload(pod("web-a").on("n").terminating()).node(Nodes.cordoned("n")),
            same()),
        argumentSet(
            "another pod serves on a node that stays",
            workload(pod("web-a").on("n"), pod("web-b").on("m")).node(Nodes.cordoned("n")),
            same()),
        argumentSet("unlabelled", onCordoned().deployment(Deployments.web().unlabelled()), same()),
        argumentSet(
            "terminating", onCordoned().deployment(Deployments.web().terminating()), same()),
        argumentSet("its namespace is terminating", onCordoned().namespaceTerminating(), same()),
        argumentSet("gone", onCordoned().noDeployment(), same()),
        argumentSet(
            "wants 0", onCordoned().deployment(Deployments.web().replicas(0, "kubectl")), same()),
        argumentSet(
            "wants 2 by its owner's hand",
            onCordoned().deployment(Deployments.web().replicas(2, "kubectl")),
            same()),
        argumentSet(
            "out of scope",
            onCordoned(),
            change(c -> c.namespaceMode(NamespaceMode.WHITELIST).targetNamespaces(Set.of("a")))),
        argumentSet(
            "blacklisted",
            onCordoned(),
            change(c ->
                c.namespaceMode(NamespaceMode.BLACKLIST)
                    .targetNamespaces(Set.of(Workloads.NAMESPACE)))),
        argumentSet(
            "its node is not among those to watch",
            onCordoned(),
            change(c -> c.nodeSelector(LabelSelector.parse("karpenter.sh/capacity-type=spot")))),
        argumentSet(
            "its taint is not configured any more",
            workload(pod("web-a").on("n")).node(Nodes.tainted("n", "karpenter.sh/disrupted")),
            change(c -> c.disruptionTaints(Set.of("example.com/other")))));
  }

  private static UnaryOperator<ConfigurationBuilder> same() {
    return change(c -> c);
  }

  private static UnaryOperator<ConfigurationBuilder> change(
      UnaryOperator<ConfigurationBuilder> change) {
    return change;
  }

  @ParameterizedTest
  @MethodSource("left")
  void othersAreLeftAlone(Workloads workload, UnaryOperator<ConfigurationBuilder> change) {
    Configuration configuration = change.apply(DEFAULTS.toBuilder()).build();
    assertThat(next(workload, signals(SIGNAL), configuration)).isInstanceOf(Step.Done.class);
    assertThat(reports(workload, signals(SIGNAL), configuration)).isEmpty();
  }

  @Test
  void aSignalThatIsNotDueIsLeftAlone() {
    assertThat(next(onCordoned(), Disruptions.none(), DEFAULTS)).isInstanceOf(Step.Done.class);
    assertThat(next(onCordoned(), signals(new NodeSignal("m", 7)), DEFAULTS))
        .isInstanceOf(Step.Done.class);
  }

  @Test
  void aSignalWhoseSurgeTheOwnerEndedIsLeftAlone() {
    assertThat(next(onCordoned(), new Disruptions(Set.of(SIGNAL), Set.of(SIGNAL), 1), DEFAULTS))
        .isInstanceOf(Step.Done.class);
    NodeSignal next = new NodeSignal("n", 8);
    assertThat(next(onCordoned(), new Disruptions(Set.of(next), Set.of(), 1), DEFAULTS))
        .isInstanceOf(Step.Write.class);
  }

  @Test
  void aSelectedNodeSurges() {
    Configuration configuration =
        DEFAULTS.toBuilder().nodeSelector(LabelSelector.parse("spot=yes")).build();
    assertThat(
            next(
                workload(pod("web-a").on("n"))
                    .node(Nodes.labelled(Nodes.cordoned("n"), "spot", "yes")),
                signals(SIGNAL),
                configuration))
        .isInstanceOf(Step.Write.class);
    assertThat(next(workload(pod("web-a").on("n")).goneNode("n"), signals(SIGNAL), configuration))
        .as("one that is gone was selected when it was seen last")
        .isInstanceOf(Step.Write.class);
  }

  static Stream<Arguments> unsurgeable() {
    return Stream.of(
        argumentSet(
            "Recreate", onCordoned().deployment(Deployments.web().recreate()), 0, "Recreate"),
        argumentSet("ReadWriteOnce claim", onCordoned().exclusiveClaims("data"), 0, "Claim data"),
        argumentSet(
            "hostPort with nowhere to go",
            onCordoned().deployment(Deployments.web().hostPort()).noRoomForHostPort(),
            0,
            "hostPort"),
        argumentSet(
            "HPA with maxReplicas 1",
            onCordoned().autoscaler(Optional.empty(), 1),
            0,
            "maxReplicas 1"),
        argumentSet("set back to 1 three times", onCordoned(), 3, "back to 1 3 times"));
  }

  @ParameterizedTest
  @MethodSource("unsurgeable")
  void whatCannotRunTwoPodsIsToldAndLeftAlone(Workloads workload, int reversals, String why) {
    Disruptions disruptions = new Disruptions(Set.of(SIGNAL), Set.of(), reversals);
    assertThat(next(workload, disruptions, DEFAULTS)).isInstanceOf(Step.Done.class);
    assertThat(reports(workload, disruptions, DEFAULTS))
        .singleElement()
        .satisfies(report -> {
          assertThat(report.reason()).isEqualTo(Reason.NOT_SURGEABLE);
          assertThat(report.subject().kind()).isEqualTo("Deployment");
          assertThat(report.note()).contains("web-a", "node n", "unschedulable", why);
        });
  }

  @Test
  void noSecondPodAfterTheRaiseIsTold() {
    Workloads failed =
        surged(pod("web-a").on("n"))
            .node(Nodes.cordoned("n"))
            .deployment(Deployments.surgedWeb().replicaFailure("exceeded quota"));
    assertThat(reports(failed, signals(SIGNAL), DEFAULTS))
        .singleElement()
        .satisfies(report -> {
          assertThat(report.reason()).isEqualTo(Reason.NOT_SURGEABLE);
          assertThat(report.note()).contains("no second pod can be made: exceeded quota");
        });
    assertThat(
            reports(
                surged(pod("web-a").on("n"), pod("web-b").pending()).node(Nodes.cordoned("n")),
                signals(SIGNAL),
                DEFAULTS))
        .isEmpty();
  }

  @Test
  void aDryRunTellsAndStartsNothing() {
    Configuration dryRun = DEFAULTS.toBuilder().dryRun(true).build();
    assertThat(next(onCordoned(), signals(SIGNAL), dryRun)).isInstanceOf(Step.Done.class);
    assertThat(reports(onCordoned(), signals(SIGNAL), dryRun))
        .singleElement()
        .satisfies(report -> {
          assertThat(report.reason()).isEqualTo(Reason.NODE_DISRUPTED);
          assertThat(report.note()).contains("would be scaled from 1 to 2", "dry-run");
        });
    assertThat(reports(onCordoned(), signals(SIGNAL), DEFAULTS)).isEmpty();
  }

  @Test
  void anyProcessMayRaiseAndNoneButTheScalerGoesOn() {
    assertThat(upToSurged(onCordoned())).isInstanceOf(Step.Write.class);
    assertThat(
            upToSurged(
                workload(pod("web-a").on("n").cost(DeletionCosts.OURS))
                    .node(Nodes.cordoned("n"))
                    .schedule(
                        Schedules.in(Phase.RAISING)
                            .withCosts(Map.of(uidOf("web-a"), Optional.empty())))))
        .asInstanceOf(type(Step.Write.class))
        .extracting(Step.Write::write)
        .isInstanceOf(SetReplicas.class);
    for (Phase phase : List.of(Phase.SURGED, Phase.RELEASING, Phase.LOWERING, Phase.CANCELLING)) {
      assertThat(upToSurged(surged(pod("web-a").on("n")).schedule(Schedules.in(phase))))
          .as(phase.text())
          .isInstanceOf(Step.Done.class);
    }
  }

  private static Step upToSurged(Workloads workload) {
    return EarlySurge.upToSurged(workload.build(), signals(SIGNAL), DEFAULTS, NOW);
  }
}
