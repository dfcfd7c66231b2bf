package io.github.spotaware.backstop;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.DEPLOYMENT_UID;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetChangeTest {
  private static final LabelSelector WEB = LabelSelector.parse("app=web");

  private static List<String> inTheWay(String selector, Workloads workload) {
    return inTheWay("own", selector, workload);
  }

  private static List<String> inTheWay(String name, String selector, Workloads workload) {
    WorkloadSnapshot there = workload.build();
    return new BudgetChange(Workloads.NAMESPACE, name, LabelSelector.parse(selector), false)
            .backstopsInTheWay(there.budgets(), there.deployment().stream().toList(), there.pods())
            .stream()
            .map(DisruptionBudgetState::name)
            .toList();
  }

  @Test
  void aBackstopOfAPodItSelectsIs() {
    assertThat(inTheWay("app=web", workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0)))
        .containsExactly("spot-aware-web");
  }

  @Test
  void oneNotInEffectIsToo() {
    assertThat(
            inTheWay(
                "app in (web, api)",
                workload(pod("web-a")).backstop(DEPLOYMENT_UID, LabelSelector.nothing(), 0)))
        .containsExactly("spot-aware-web");
  }

  @Test
  void oneOfADeploymentWhosePodsAreStillToComeIsToo() {
    assertThat(inTheWay("app=web", workload().backstop(DEPLOYMENT_UID, WEB, 0)))
        .containsExactly("spot-aware-web");
  }

  @Test
  void oneWhoseDeploymentIsGoneIsTooWhileItsPodsAreThere() {
    assertThat(
            inTheWay(
                "app=web", workload(pod("web-a")).noDeployment().backstop(DEPLOYMENT_UID, WEB, 0)))
        .containsExactly("spot-aware-web");
  }

  @Test
  void oneWhoseDeploymentIsGoneWithItsPodsIsTooAsItMayBeMadeAnew() {
    assertThat(inTheWay("app=web", workload().noDeployment().backstop(DEPLOYMENT_UID, WEB, 0)))
        .containsExactly("spot-aware-web");
  }

  @Test
  void oneOfOtherPodsIsNot() {
    assertThat(inTheWay("app=api", workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0)))
        .isEmpty();
  }

  @Test
  void otherBudgetsAreNot() {
    assertThat(inTheWay("app=web", workload(pod("web-a")).budget("theirs", "app=web", 1)))
        .isEmpty();
  }

  @Test
  void itselfIsNot() {
    assertThat(
            inTheWay(
                "spot-aware-web",
                "app=web",
                workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0)))
        .isEmpty();
  }
}
