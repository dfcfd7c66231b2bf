package io.github.spotaware.simulation.scenario;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.simulation.run.Selects;
import java.util.List;
import java.util.function.Consumer;

/** Budgets of others, which backstops make way for. */
final class BudgetActs {
  private static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");

  private final Chance chance;
  private final BackstopPlan to;

  BudgetActs(Chance chance, BackstopPlan to) {
    this.chance = chance;
    this.to = to;
  }

  /** Someone's budget comes, and goes again. */
  void budget(DeploymentRef ref, long at) {
    Selects selects = chance.pick(List.of(Selects.values()));
    to.add(at, "a budget that selects " + selects.words(), ref, made(ref, selects));
    if (chance.oneIn(2)) {
      to.add(at + to.seconds(1, 45), "that budget goes", ref, run -> run.owners().noBudget(ref));
    }
  }

  Consumer<Run> made(DeploymentRef ref, Selects selects) {
    return selected(ref, selects, afterwards(ref));
  }

  private static Consumer<Run> selected(
      DeploymentRef ref, Selects selects, Consumer<Run> afterwards) {
    return run -> run.owners().budget(ref, selects, () -> afterwards.accept(run));
  }

  /** What happens once it is there. */
  private Consumer<Run> afterwards(DeploymentRef ref) {
    ClientKind kind = chance.pick(ClientKind.EVICTING);
    return switch (chance.below(4)) {
      case 0 -> run -> run.clients().evictAll(kind, ref);
      case 1 -> run -> run.clients().dryRun(ref);
      default -> run -> {};
    };
  }

  /** It selects nothing of ours at first, then it does, and then perhaps no more. */
  void changing(DeploymentRef ref, long at) {
    Selects before = chance.pick(List.of(Selects.OTHERS, Selects.NONE));
    to.add(at, "a budget that selects " + before.words(), ref, selected(ref, before, run -> {}));
    long changed = at + to.seconds(0, 40);
    Selects then = chance.pick(List.of(Selects.ITS_PODS, Selects.ALL));
    to.add(changed, "that budget selects " + then.words(), ref, made(ref, then));
    if (chance.oneIn(2)) {
      Selects last = chance.pick(List.of(Selects.values()));
      to.add(
          changed + to.seconds(0, 20),
          "that budget selects " + last.words(),
          ref,
          selected(ref, last, run -> {}));
    }
  }

  /** Right after a step of the backstop's, or before one: a backstop is made some time later. */
  void budgetAt(DeploymentRef ref) {
    Selects selects = chance.pick(List.of(Selects.ITS_PODS, Selects.ITS_PODS, Selects.ALL));
    Consumer<Run> made = made(ref, selects);
    if (chance.oneIn(4)) {
      long early = chance.between(0, 3 * VirtualTime.SECOND);
      to.add(early, "a budget that selects " + selects.words(), ref, made);
      return;
    }
    String late = chance.pick(WEBHOOKS);
    boolean both = chance.oneIn(4);
    long pause = chance.oneIn(2) ? 0 : to.seconds(1, 12);
    to.ambush(
        ref,
        to.delay(),
        "a budget that selects " + selects.words(),
        run -> {
          if (pause > 0) {
            (both ? WEBHOOKS : List.of(late)).forEach(name -> run.faults().pause(name, pause));
          }
          made.accept(run);
        });
  }
}
