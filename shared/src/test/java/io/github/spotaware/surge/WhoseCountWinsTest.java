package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.LegacySchedule;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Pods;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table "Whose count wins" of DESIGN.md, in each phase. */
class WhoseCountWinsTest {

  private static WorkloadSnapshot live(int replicas, String... writers) {
    return workload(pod("web-a")).deployment(Deployments.web().replicas(replicas, writers)).build();
  }

  @ParameterizedTest
  @EnumSource
  void zeroAndThreeAndMoreEndTheSurge(Phase phase) {
    for (int replicas : new int[] {0, 3, 7}) {
      assertThat(WhoseCountWins.endsSurge(Schedules.in(phase), live(replicas, "kubectl")))
          .contains("replicas was set to " + replicas + " by kubectl, so it stays");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RAISING,    false",
    "SURGED,     true",
    "RELEASING,  true",
    "LOWERING,   false",
    "CANCELLING, false"
  })
  void oneEndsItOnceItIsRaised(Phase phase, boolean reversal) {
    Schedule schedule = Schedules.in(phase);
    WorkloadSnapshot live = live(1, "argocd");
    assertThat(WhoseCountWins.isReversal(schedule, live)).isEqualTo(reversal);
    assertThat(WhoseCountWins.endsSurge(schedule, live).isPresent()).isEqualTo(reversal);
  }

  @ParameterizedTest
  @EnumSource(names = {"RAISING", "LOWERING", "CANCELLING"})
  void oneUnderATicketTakenElsewhereIsNoReversal(Phase origin) {
    Schedule schedule = Schedules.in(origin).releasing(Pods.uidOf("web-a"));
    assertThat(WhoseCountWins.isReversal(schedule, live(1, "kubectl"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void twoIsTheirsOnlyWhereItIsVisible(Phase phase) {
    Schedule schedule = Schedules.in(phase);
    assertThat(WhoseCountWins.endsSurge(schedule, live(2, "spot-aware-scaler"))).isEmpty();
    assertThat(WhoseCountWins.endsSurge(schedule, live(2, "spot-aware-webhook"))).isEmpty();
    assertThat(WhoseCountWins.endsSurge(schedule, live(2, "kubectl")))
        .contains("replicas was set to 2 by kubectl, so it stays");
    assertThat(WhoseCountWins.endsSurge(schedule, live(2, "kubectl", "spot-aware-scaler")))
        .as("shared by server-side apply")
        .isPresent();
  }

  @Test
  void theTwoOfTheShellVersionIsOursOnceItIsTakenOver() {
    Schedule schedule =
        Schedule.adopt(
            new LegacySchedule(Workloads.REF, Workloads.NOW),
            Workloads.DEPLOYMENT_UID,
            "",
            Set.of("kubectl-patch"));
    assertThat(WhoseCountWins.endsSurge(schedule, live(2, "kubectl-patch"))).isEmpty();
    assertThat(WhoseCountWins.endsSurge(schedule, live(2, "spot-aware-scaler"))).isEmpty();
    assertThat(WhoseCountWins.endsSurge(schedule, live(2, "kubectl-patch", "gitops"))).isPresent();
    assertThat(WhoseCountWins.endsSurge(schedule, live(2, "kubectl-edit"))).isPresent();
    assertThat(WhoseCountWins.endsSurge(schedule, live(2))).isPresent();
    assertThat(WhoseCountWins.endsSurge(schedule, live(1, "kubectl-patch"))).isPresent();
    assertThat(WhoseCountWins.endsSurge(schedule, live(3, "kubectl-patch"))).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void theTwoOfAnHpaWhoseFloorIsRaisedIsOurs(Phase phase) {
    Schedule floorRaised =
        Schedules.in(phase).withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.of(1)));
    String hpa = "kube-controller-manager";
    assertThat(WhoseCountWins.endsSurge(floorRaised, live(2, hpa))).isEmpty();
    assertThat(WhoseCountWins.endsSurge(floorRaised, live(2, hpa, "gitops"))).isPresent();
    assertThat(WhoseCountWins.endsSurge(floorRaised, live(2, "kubectl"))).isPresent();
    assertThat(WhoseCountWins.endsSurge(floorRaised, live(3, hpa))).isPresent();
    assertThat(WhoseCountWins.endsSurge(Schedules.in(phase), live(2, hpa)))
        .as("no floor of ours")
        .contains("replicas was set to 2 by kube-controller-manager, so it stays");
  }

  @Test
  void aWriterThatNobodyRecordedIsSomeone() {
    assertThat(WhoseCountWins.endsSurge(Schedules.surged(), live(3)))
        .contains("replicas was set to 3 by someone, so it stays");
  }

  @Test
  void aDeploymentThatIsGoneEndsIt() {
    assertThat(
            WhoseCountWins.endsSurge(
                Schedules.surged(), workload(pod("web-a")).noDeployment().build()))
        .contains("the Deployment is gone");
    assertThat(
            WhoseCountWins.endsSurge(
                Schedules.surged(),
                workload().deployment(Deployments.surgedWeb().uid("uid-new")).build()))
        .contains("the Deployment was deleted and made anew");
    assertThat(
            WhoseCountWins.endsSurge(
                Schedules.surged(),
                workload().deployment(Deployments.surgedWeb().terminating()).build()))
        .contains("the Deployment is being deleted");
    assertThat(
            WhoseCountWins.endsSurge(
                Schedules.surged(), Workloads.surged().namespaceTerminating().build()))
        .contains("the Deployment is being deleted");
  }
}
