package io.github.spotaware.simulation.process;

import io.github.spotaware.guard.CountWrite;
import io.github.spotaware.guard.GuardDecision;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.cluster.api.CountAdmission;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.variant.Variant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The mutating webhook of counts as the API server calls it (apiserver
 * admission/plugin/webhook/mutating/dispatcher.go): one entry over the Service of both replicas, so
 * one of them is asked; what gets no answer in time is persisted as it was written.
 */
public final class CountWebhook implements CountAdmission {
  /** The entry's timeoutSeconds. */
  private static final long TIMEOUT = 3 * VirtualTime.SECOND;

  private final World world;
  private final List<WebhookProcess> webhooks;
  private final Chance chance;
  private final Pace way;
  private final Variant variant;

  /**
   * @param way how long a message takes one way
   */
  public CountWebhook(
      World world, List<WebhookProcess> webhooks, Chance chance, Pace way, Variant variant) {
    this.world = world;
    this.webhooks = webhooks;
    this.chance = chance;
    this.way = way;
    this.variant = variant;
  }

  @Override
  public boolean asksAbout(int before, int after) {
    return before == Schedule.SURGED_REPLICAS && after == Schedule.ORIGINAL_REPLICAS;
  }

  @Override
  public Deployment kept(Deployment stored, String writer) {
    return variant.keptCount(stored, writer);
  }

  @Override
  public void review(Deployment before, Consumer<Boolean> keeps) {
    WebhookProcess asked = webhooks.get(chance.below(webhooks.size()));
    Review review = new Review(before, asked, keeps);
    VirtualTime time = world.time();
    time.after(
        TIMEOUT,
        "count webhook times out",
        () -> {
          if (!review.over) {
            world.coverage().fault(Fault.WEBHOOK_TIMEOUT);
            review.passes("timed out");
          }
        });
    CountWrite write =
        new CountWrite(
            before.ref(),
            before.meta().uid(),
            before.replicasManagers(),
            Schedule.SURGED_REPLICAS,
            Schedule.ORIGINAL_REPLICAS,
            false,
            false);
    time.after(way.draw(chance), "count arrives", () -> asked.arrive(write, review));
  }

  /** One write's way through the entry. */
  private final class Review implements WebhookProcess.CountConnection {
    private final Deployment before;
    private final WebhookProcess asked;
    private final Consumer<Boolean> keeps;
    private boolean over;

    Review(Deployment before, WebhookProcess asked, Consumer<Boolean> keeps) {
      this.before = before;
      this.asked = asked;
      this.keeps = keeps;
    }

    @Override
    public void answered(GuardDecision own) {
      GuardDecision decision = variant.guarded(own);
      world
          .time()
          .after(
              way.draw(chance),
              "count returns",
              () -> {
                if (!over) {
                  end(decision);
                }
              });
    }

    @Override
    public void broke() {
      if (!over) {
        world.coverage().fault(Fault.WEBHOOK_DOWN);
        passes("can't be reached");
      }
    }

    private void end(GuardDecision decision) {
      over = true;
      boolean kept =
          switch (decision) {
            case GuardDecision.Pass pass -> {
              say("passes, " + pass.cause().text());
              boolean decided = pass.cause() != GuardDecision.Cause.UNDECIDED;
              if (decided && pass.cause() != GuardDecision.Cause.SWITCHED_OFF) {
                world.observer().countPassed(asked.name(), before);
              }
              world.coverage().situation("a 1 passes the guard: " + pass.cause().text());
              yield false;
            }
            case GuardDecision.Keep keep -> {
              say(keep.warning());
              world.coverage().situation("the guard keeps a 2");
              yield true;
            }
            case GuardDecision.Follow follow -> {
              say(follow.warning());
              world.coverage().situation("the guard follows a 1");
              yield true;
            }
          };
      if (kept) {
        world.observer().countKept(asked.name(), before);
      }
      keeps.accept(kept);
    }

    void passes(String why) {
      over = true;
      say(why + ": open");
      keeps.accept(false);
    }

    private void say(String what) {
      world.trace().say(asked.name(), () -> "1 for " + before.ref() + ": " + what);
    }
  }
}
