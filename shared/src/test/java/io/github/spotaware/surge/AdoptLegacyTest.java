package io.github.spotaware.surge;

import static io.github.spotaware.testing.LegacySchedules.WRITTEN;
import static io.github.spotaware.testing.LegacySchedules.raisedAt;
import static io.github.spotaware.testing.LegacySchedules.raisedWeb;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredLegacySchedule;
import io.github.spotaware.surge.AdoptLegacy.Decision;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.LegacySchedules;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.ReplicaSets;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdoptLegacyTest {
  private static final Configuration DEFAULTS = Configuration.defaults();
  private static final Instant DUE = NOW.plusSeconds(240);
  private static final StoredLegacySchedule LEGACY = LegacySchedules.due(DUE);

  private static Workloads raised() {
    return workload(pod("web-a").on("n1"), pod("web-b").on("n2")).deployment(raisedWeb());
  }

  private static Decision decide(Workloads workload) {
    return AdoptLegacy.next(LEGACY, workload.build(), DEFAULTS, NOW);
  }

  private static ProtocolWrite write(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Take.class);
    return ((Decision.Take) decision).step().write();
  }

  @Test
  void theSurgeIsTakenOverAsItStands() {
    Decision decision = decide(raised().node(Nodes.cordoned("n1")));
    Schedule schedule = ((ProtocolWrite.CreateSchedule) write(decision)).content();
    assertThat(schedule.phase()).isEqualTo(Phase.SURGED);
    assertThat(schedule.scheduledTime()).isEqualTo(DUE);
    assertThat(schedule.deploymentUid()).isEqualTo(Workloads.DEPLOYMENT_UID);
    assertThat(schedule.adopted()).containsExactly("kubectl-patch");
    assertThat(schedule.costs()).isEqualTo(Map.of(uidOf("web-a"), Optional.empty()));
    assertThat(((Decision.Take) decision).step().reports())
        .extracting(Report::reason)
        .containsExactly(Reason.SCHEDULE_ADOPTED);
  }

  static Stream<Arguments> harmless() {
    return Stream.of(
        Arguments.of("there is no such Deployment", workload().noDeployment()),
        Arguments.of("there is no such Deployment", raised().namespaceTerminating()),
        Arguments.of("is being deleted", raised().deployment(raisedWeb().terminating())),
        Arguments.of(
            "does not carry spot-aware=enabled", raised().deployment(raisedWeb().unlabelled())),
        Arguments.of(
            "was made at 2026-01-01T11:59:01Z, after it",
            raised().deployment(raisedWeb().created(WRITTEN.plusSeconds(1)))),
        Arguments.of("is at 1, not at 2", raised().deployment(Deployments.web())),
        Arguments.of("is at 0, not at 2", raised().deployment(raisedWeb().replicas(0, "kubectl"))),
        Arguments.of("is at 3, not at 2", raised().deployment(raisedWeb().replicas(3, "kubectl"))),
        Arguments.of(
            "came to 2 after it was written",
            raised().replicaSets(raisedAt(Optional.of(WRITTEN.plusSeconds(6))))),
        Arguments.of(
            "came to 2 after it was written", raised().replicaSets(raisedAt(Optional.empty()))),
        Arguments.of(
            "came to 2 after it was written",
            Workloads.surged(pod("web-a"), pod("web-b")).replicaSets(raisedAt(Optional.of(NOW)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harmless")
  void oneThatIsNotAboutTheSurgeThereIsIsLeftAlone(String why, Workloads workload) {
    assertThat(decide(workload))
        .isInstanceOfSatisfying(
            Decision.LeaveAlone.class, alone -> assertThat(alone.why()).contains(why));
  }

  static Stream<Workloads> sameSurge() {
    return Stream.of(
        raised().deployment(raisedWeb().created(WRITTEN)),
        raised().replicaSets(raisedAt(Optional.of(WRITTEN.minusSeconds(100)))),
        raised().replicaSets(raisedAt(Optional.of(WRITTEN.plusSeconds(5)))));
  }

  @ParameterizedTest
  @MethodSource("sameSurge")
  void timesThatCanBeOfTheSameSurgeAre(Workloads workload) {
    assertThat(write(decide(workload))).isInstanceOf(ProtocolWrite.CreateSchedule.class);
  }

  @Test
  void theReplicaSetIsGivenTimeToFollow() {
    for (ReplicaSets behind :
        List.of(
            ReplicaSets.replicaSet("web-1", 1),
            raisedAt(Optional.of(WRITTEN)).ofDeployment("uid-other"))) {
      assertThat(decide(raised().replicaSets(behind)))
          .isEqualTo(new Decision.Later(NOW.plusSeconds(1)));
    }
  }

  @Test
  void whatIsNotInScopeOrDryIsTheShellVersionsBusiness() {
    for (Configuration configuration :
        List.of(
            DEFAULTS.toBuilder().dryRun(true).build(),
            DEFAULTS.toBuilder()
                .namespaceMode(NamespaceMode.BLACKLIST)
                .targetNamespaces(Set.of(Workloads.NAMESPACE))
                .build())) {
      assertThat(AdoptLegacy.next(LEGACY, raised().build(), configuration, NOW))
          .isInstanceOf(Decision.NotOurs.class);
    }
  }

  @Test
  void besideOursTheLaterDueTimeCountsAndTheOtherGoes() {
    Schedule sooner = Schedules.due();
    Workloads both = raised().deployment(Deployments.surgedWeb()).schedule(sooner);
    assertThat(write(decide(both)))
        .isEqualTo(
            new ProtocolWrite.UpdateSchedule(
                Schedules.stored(sooner), sooner.dueNoSoonerThan(DUE)));
    Schedule later = sooner.dueNoSoonerThan(DUE);
    assertThat(write(decide(both.schedule(later))))
        .isEqualTo(new ProtocolWrite.DeleteLegacySchedule(LEGACY));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SURGED")
  void besideOursInAnyOtherPhaseItWaits(Phase phase) {
    assertThat(decide(raised().deployment(Deployments.surgedWeb()).schedule(Schedules.in(phase))))
        .isEqualTo(new Decision.Later(NOW.plusSeconds(1)));
  }

  @Test
  void besideOneOfADeploymentBeforeItWaits() {
    assertThat(decide(raised().deployment(raisedWeb().uid("uid-new")).schedule(Schedules.surged())))
        .isInstanceOf(Decision.Later.class);
  }

  /** The scaler's leader on a cluster that the shell version has raised. */
  private static final class Course {
    private final MemoryCluster cluster = MemoryCluster.of(raised().node(Nodes.cordoned("n1")));
    private final Scaler scaler = new Scaler(cluster);
    private final List<ProtocolWrite> writes = new ArrayList<>();

    Course() {
      cluster.writeLegacy(Optional.of(LEGACY));
    }

    /** One step of the take-over; false where there is none. */
    boolean step() {
      Optional<ProtocolWrite> next = next();
      next.ifPresent(write -> {
        writes.add(write);
        assertThat(cluster.apply(write, FieldManagers.SCALER))
            .isInstanceOf(WriteOutcome.Done.class);
      });
      return next.isPresent();
    }

    Optional<ProtocolWrite> next() {
      return cluster
          .legacy()
          .map(legacy -> AdoptLegacy.next(legacy, cluster.snapshot(), DEFAULTS, scaler.now))
          .filter(Decision.Take.class::isInstance)
          .map(AdoptLegacyTest::write);
    }

    void finish() {
      scaler.run();
      scaler.now = DUE.minusSeconds(1);
      scaler.run();
      assertThat(cluster.replicas()).as("before it is due").isEqualTo(2);
      scaler.now = DUE;
      scaler.run();
      cluster.controllersAct();
      assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    }
  }

  @Test
  void itIsFinishedOnTimeAndTheRightPodGoes() {
    Course course = new Course();
    assertThat(course.step()).isTrue();
    assertThat(course.step()).isTrue();
    assertThat(course.step()).isFalse();
    assertThat(course.writes)
        .extracting(Object::getClass)
        .containsExactly(
            ProtocolWrite.CreateSchedule.class, ProtocolWrite.DeleteLegacySchedule.class);
    course.finish();
    assertThat(course.cluster.replicas()).isEqualTo(1);
    assertThat(course.cluster.schedule()).isEmpty();
    assertThat(course.cluster.pods().stream().filter(PodState::active).map(PodState::name))
        .containsExactly("web-b");
  }

  @Test
  void eachWriteAppliesOnce() {
    Course course = new Course();
    while (course.step()) {
      ProtocolWrite last = course.writes.getLast();
      assertThat(course.cluster.apply(last, FieldManagers.SCALER))
          .as("%s, sent again", last)
          .isInstanceOf(WriteOutcome.Stale.class);
    }
  }

  @Test
  void aCrashBetweenTheTwoWritesIsMadeGood() {
    Course course = new Course();
    course.step();
    assertThat(course.cluster.legacy()).isPresent();
    course.scaler.now = NOW.plus(Duration.ofMinutes(1)); // another leader
    assertThat(course.step()).isTrue();
    assertThat(course.cluster.legacy()).isEmpty();
    course.finish();
  }

  @Test
  void whatIsFinishedBeforeTheOtherIsDeletedIsNotTakenOverAgain() {
    Course course = new Course();
    course.step();
    course.finish();
    assertThat(course.cluster.legacy()).isPresent();
    assertThat(course.step()).isFalse();
    assertThat(course.cluster.replicas()).isEqualTo(1);
  }

  @Test
  void theShellVersionMayWriteItAgainMeanwhile() {
    Course course = new Course();
    course.step();
    ProtocolWrite late = course.next().orElseThrow();
    StoredLegacySchedule again = LegacySchedules.due(DUE.plusSeconds(30), "2");
    course.cluster.writeLegacy(Optional.of(again));
    assertThat(course.cluster.apply(late, FieldManagers.SCALER))
        .isInstanceOf(WriteOutcome.Stale.class);
    while (course.step()) {
      assertThat(course.writes).hasSizeLessThan(5);
    }
    assertThat(course.cluster.schedule().orElseThrow().content().scheduledTime())
        .isEqualTo(DUE.plusSeconds(30));
    assertThat(course.cluster.legacy()).isEmpty();
  }

  @Test
  void theShellVersionMayScaleDownItself() {
    Course course = new Course();
    course.step();
    course.step();
    course.cluster.writeReplicas(1, "kubectl-patch");
    course.cluster.controllersAct();
    assertThat(course.scaler.run()).isInstanceOf(Step.Done.class);
    assertThat(course.cluster.replicas()).isEqualTo(1);
    assertThat(course.cluster.schedule()).isEmpty();
    assertThat(course.cluster.marked()).isEmpty();
  }

  @Test
  void anOwnersCountStillWins() {
    Course course = new Course();
    course.step();
    course.step();
    course.cluster.writeReplicas(2, "gitops");
    assertThat(course.scaler.run()).isInstanceOf(Step.Done.class);
    assertThat(course.cluster.replicas()).isEqualTo(2);
    assertThat(course.cluster.schedule()).isEmpty();
  }
}
