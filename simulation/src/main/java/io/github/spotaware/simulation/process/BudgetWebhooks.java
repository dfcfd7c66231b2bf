package io.github.spotaware.simulation.process;

import io.github.spotaware.backstop.BudgetChange;
import io.github.spotaware.simulation.check.BackstopNotes;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.cluster.api.BudgetAdmission;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.List;

/**
 * The validating webhook of budgets as the API server calls it (apiserver
 * admission/plugin/webhook/validating/dispatcher.go): an entry for each replica, asked side by
 * side, and none of them denies; one that can't be reached or is too late is ignored.
 */
public final class BudgetWebhooks implements BudgetAdmission {
  /** The entries' timeoutSeconds. */
  private static final long TIMEOUT = 5 * VirtualTime.SECOND;

  /** How production's answer begins where nobody could say what is in the way. */
  private static final String UNKNOWN = "whether a backstop";

  private final World world;
  private final List<WebhookProcess> webhooks;
  private final Chance chance;
  private final Pace way;

  /**
   * @param way how long a message takes one way
   */
  public BudgetWebhooks(World world, List<WebhookProcess> webhooks, Chance chance, Pace way) {
    this.world = world;
    this.webhooks = webhooks;
    this.chance = chance;
    this.way = way;
  }

  @Override
  public void review(DisruptionBudget proposed, Runnable reviewed) {
    Review review = new Review(proposed, reviewed, webhooks.size());
    webhooks.forEach(review::ask);
  }

  /** One budget's way through both entries. */
  private final class Review {
    private final DisruptionBudget proposed;
    private final Runnable reviewed;
    private int open;
    private boolean known;

    Review(DisruptionBudget proposed, Runnable reviewed, int open) {
      this.proposed = proposed;
      this.reviewed = reviewed;
      this.open = open;
    }

    void ask(WebhookProcess webhook) {
      Entry entry = new Entry(this, webhook.name());
      world
          .time()
          .after(
              TIMEOUT,
              "budget webhook times out",
              () -> {
                if (!entry.over) {
                  world.coverage().fault(Fault.BUDGET_TIMEOUT);
                  entry.ignored("timed out");
                }
              });
      BudgetChange change =
          new BudgetChange(
              proposed.meta().namespace(), proposed.meta().name(), proposed.selector(), false);
      world.time().after(way.draw(chance), "budget arrives", () -> webhook.arrive(change, entry));
    }

    void over() {
      if (--open == 0) {
        world.observer().budgetReviewed(proposed, known);
        reviewed.run();
      }
    }
  }

  /** One entry's connection. */
  private final class Entry implements WebhookProcess.BudgetConnection {
    private final Review review;
    private final String webhook;
    private boolean over;

    Entry(Review review, String webhook) {
      this.review = review;
      this.webhook = webhook;
    }

    @Override
    public void answered(List<String> warnings) {
      world
          .time()
          .after(
              way.draw(chance),
              "budget returns",
              () -> {
                if (!over) {
                  end(warnings);
                }
              });
    }

    @Override
    public void broke() {
      if (!over) {
        world.coverage().fault(Fault.WEBHOOK_DOWN);
        ignored("can't be reached");
      }
    }

    private void end(List<String> warnings) {
      over = true;
      boolean told = warnings.stream().noneMatch(warning -> warning.startsWith(UNKNOWN));
      review.known |= told;
      if (told && !warnings.isEmpty()) {
        world.coverage().situation(BackstopNotes.MADE_WAY);
      } else if (!told) {
        world.coverage().situation(BackstopNotes.NOT_FOUND_OUT);
      }
      say(warnings.isEmpty() ? "nothing in its way" : String.join("; ", warnings));
      review.over();
    }

    void ignored(String why) {
      over = true;
      say(why + ": open");
      review.over();
    }

    private void say(String what) {
      world.trace().say(webhook, () -> "budget " + review.proposed.meta().key() + ": " + what);
    }
  }
}
