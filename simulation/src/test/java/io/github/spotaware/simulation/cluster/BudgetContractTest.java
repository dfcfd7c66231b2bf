package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.surge.ProtocolWrite.CreateBackstop;
import io.github.spotaware.surge.ProtocolWrite.PutBackstopInEffect;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of budgets: ours, and those of others after admission. */
class BudgetContractTest {
  private static final String NAME = "spot-aware-web";

  private final World world = World.of(1).with(DeploymentSpec.of("default", "web"));

  private WriteOutcome make() {
    return world
        .cluster
        .api()
        .perform(
            new CreateBackstop(NAME, world.cluster.reads().deployment(WEB).orElseThrow()), "test");
  }

  private List<DisruptionBudgetState> budgets() {
    return world.cluster.reads().budgets("default");
  }

  private void made(LabelSelector selector) {
    world.cluster.policies().createBudget(WEB, "own", selector, () -> {});
    world.seconds(5);
  }

  @Test
  void aBackstopHoldsOnceItHasItsSelector() {
    make();
    world.seconds(5);
    DisruptionBudgetState backstop = budgets().getFirst();
    assertThat(backstop.inEffect()).isFalse();
    assertThat(backstop.isBackstopOf(WEB)).isTrue();
    world.cluster.api().perform(new PutBackstopInEffect(backstop, Users.selectorOf(WEB)), "test");
    world.seconds(5);
    assertThat(world.evict(world.onlyPod(WEB)).code()).isEqualTo(429);
  }

  @Test
  void withoutASelectorItHoldsNothing() {
    make();
    world.seconds(5);
    assertThat(world.evict(world.onlyPod(WEB)).code()).isEqualTo(201);
  }

  @Test
  void anEmptySelectorSelectsEachPod() {
    made(LabelSelector.everything());
    assertThat(world.evict(world.onlyPod(WEB)).code()).isEqualTo(429);
  }

  @Test
  void aBackstopGoesWithItsDeployment() {
    make();
    world.cluster.users().delete(WEB);
    world.await(() -> budgets().isEmpty());
  }

  @Test
  void oneThatIsMadeTooLateGoesToo() {
    var deployment = world.cluster.reads().deployment(WEB).orElseThrow();
    world.cluster.users().delete(WEB);
    world.seconds(30);
    world.cluster.api().perform(new CreateBackstop(NAME, deployment), "test");
    assertThat(budgets()).hasSize(1);
    world.await(() -> budgets().isEmpty());
  }

  @Test
  void noneIsMadeInATerminatingNamespace() {
    world.cluster.users().deleteNamespace("default");
    assertThat(make()).isInstanceOf(WriteOutcome.Refused.class);
  }

  @Test
  void admissionIsAskedAboutANewBudgetAndAboutANewSelector() {
    List<LabelSelector> asked = new ArrayList<>();
    world
        .cluster
        .api()
        .budgets()
        .admission(
            (DisruptionBudget proposed, Runnable reviewed) -> {
              asked.add(proposed.selector());
              reviewed.run();
            },
            new Chance(1));
    made(LabelSelector.nothing());
    world.seconds(40);
    assertThat(budgets()).hasSize(1);
    world.cluster.policies().selectBudget("default", "own", Users.selectorOf(WEB), () -> {});
    world.seconds(40);
    assertThat(budgets().getFirst().selector()).isEqualTo(Users.selectorOf(WEB));
    assertThat(asked).containsExactly(LabelSelector.nothing(), Users.selectorOf(WEB));
  }

  @Test
  void whatIsAbandonedIsNotStored() {
    List<Runnable> open = new ArrayList<>();
    world
        .cluster
        .api()
        .budgets()
        .admission((proposed, reviewed) -> open.add(reviewed), new Chance(1));
    made(Users.selectorOf(WEB));
    world.cluster.api().budgets().abandon(new Key("default", "own"));
    open.getFirst().run();
    world.seconds(40);
    assertThat(budgets()).isEmpty();
  }
}
