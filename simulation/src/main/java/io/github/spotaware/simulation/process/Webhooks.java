package io.github.spotaware.simulation.process;

import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.cluster.api.EvictionAdmission;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.webhook.admission.DeleteCall;
import io.github.spotaware.webhook.admission.EvictionCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The validating webhooks of evictions and of deletes as the API server calls them (apiserver
 * admission/plugin/webhook/validating/dispatcher.go): all side by side, one denial is enough, one
 * that can't be reached or is too late counts by the failurePolicy; once the client is gone, such a
 * failure closes the gate.
 */
public final class Webhooks implements EvictionAdmission {
  private final World world;
  private final List<WebhookProcess> entries;
  private final Duration timeout;
  private final boolean failClosed;
  private int reviews;

  /**
   * @param timeout the entries' timeoutSeconds
   * @param failClosed failurePolicy Fail
   */
  public Webhooks(World world, List<WebhookProcess> entries, Duration timeout, boolean failClosed) {
    this.world = world;
    this.entries = entries;
    this.timeout = timeout;
    this.failClosed = failClosed;
  }

  @Override
  public void review(
      io.github.spotaware.simulation.cluster.api.EvictionCall call, Consumer<Verdict> answer) {
    Review review = new Review(call, answer, entries.size());
    entries.forEach(review::ask);
  }

  /** One request's way through all entries. */
  private final class Review {
    private final io.github.spotaware.simulation.cluster.api.EvictionCall call;
    private final Consumer<Verdict> answer;
    private final String uid = "review-" + ++reviews;
    private int open;
    private @Nullable Verdict denial;

    Review(
        io.github.spotaware.simulation.cluster.api.EvictionCall call,
        Consumer<Verdict> answer,
        int open) {
      this.call = call;
      this.answer = answer;
      this.open = open;
    }

    void ask(WebhookProcess webhook) {
      Duration granted = granted();
      Entry entry = new Entry(this, webhook.name());
      VirtualTime time = world.time();
      time.after(
          granted.toNanos(),
          "webhook times out",
          () -> {
            if (!entry.over) {
              world.coverage().fault(Fault.WEBHOOK_TIMEOUT);
              entry.failed("timed out");
            }
          });
      time.after(
          world.network().way(),
          "review arrives",
          () -> {
            if (call.request().direct()) {
              webhook.arrive(delete(), rounded(granted), entry);
            } else {
              webhook.arrive(request(), rounded(granted), entry);
            }
          });
    }

    private EvictionCall request() {
      var request = call.request();
      return new EvictionCall(
          uid,
          request.pod().namespace(),
          request.pod().name(),
          Optional.ofNullable(request.uid()),
          request.dryRun(),
          request.client());
    }

    private DeleteCall delete() {
      var request = call.request();
      return new DeleteCall(
          uid,
          request.pod().namespace(),
          request.pod().name(),
          Optional.ofNullable(request.uid()),
          false,
          false,
          request.dryRun(),
          request.client());
    }

    /** The entry's own timeout, or what is left of the request. */
    private Duration granted() {
      Duration left = Duration.ofNanos(call.deadline() - world.time().nanos());
      return left.compareTo(timeout) < 0 ? left : timeout;
    }

    /** As it is sent: rounded up to whole seconds. */
    private Duration rounded(Duration granted) {
      return Duration.ofSeconds(Math.max(1, Math.ceilDiv(granted.toMillis(), 1000)));
    }

    void failed(String webhook, String why) {
      boolean closed = failClosed || call.gone();
      world.trace().say("apiserver", () -> webhook + " " + why + (closed ? ": closed" : ": open"));
      world.observer().webhookFailed(call, webhook);
      if (closed) {
        deny(call.gone() ? 504 : 500, webhook + " " + why);
      } else {
        over();
      }
    }

    void answered(String webhook, HoldEffect.Answer given) {
      world.observer().answered(call, webhook, given);
      if (given.allowed()) {
        over();
      } else {
        deny(429, "admission webhook " + webhook + " denied the request: " + given.message());
      }
    }

    private void over() {
      if (--open == 0) {
        answer.accept(denial == null ? Verdict.ALLOWED : denial);
      }
    }

    /** The first denial is the answer, once all have answered. */
    private void deny(int code, String message) {
      if (denial == null) {
        denial = new Verdict(false, code, message);
      }
      over();
    }
  }

  /** One entry's connection. */
  private final class Entry implements WebhookProcess.Connection {
    private final Review review;
    private final String webhook;
    private boolean over;

    Entry(Review review, String webhook) {
      this.review = review;
      this.webhook = webhook;
    }

    @Override
    public boolean isGone() {
      return over || review.call.gone();
    }

    @Override
    public void answered(HoldEffect.Answer answer) {
      long way = world.network().way();
      world
          .time()
          .after(
              way,
              "review returns",
              () -> {
                if (!over) {
                  over = true;
                  review.answered(webhook, answer);
                }
              });
    }

    @Override
    public void broke() {
      if (!over) {
        world.coverage().fault(Fault.WEBHOOK_DOWN);
        failed("can't be reached");
      }
    }

    void failed(String why) {
      over = true;
      review.failed(webhook, why);
    }
  }
}
