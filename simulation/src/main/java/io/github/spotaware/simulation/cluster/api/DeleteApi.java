package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.simulation.cluster.api.EvictionAdmission.Verdict;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The DELETE of a pod by someone about whom the webhooks are asked (Store.Delete in
 * registry/generic/registry/store.go): the pod is looked up, then admission is asked about it, then
 * it is deleted if it is unchanged; otherwise all of that again. No webhook is asked about one that
 * is terminating, or that needs no grace period: it runs nowhere, or has ended. Time passes between
 * these, and the request as a whole ends after 34 s.
 */
public final class DeleteApi {
  private static final EvictionResult DELETED = new EvictionResult(200, "deleted");

  private final ApiServer api;
  private final Chance chance;
  private final Pace step = Pace.ofMillis(0, 4, 200);
  private final List<Flight> flights = new ArrayList<>();
  private EvictionAdmission admission = EvictionAdmission.NONE;
  private BiConsumer<EvictionCall, Pod> onDeleted = (call, pod) -> {};
  private Consumer<Pod> onAsked = pod -> {};

  public DeleteApi(ApiServer api, Chance chance) {
    this.api = api;
    this.chance = chance;
    api.onAway(this::loseAll);
  }

  public void admission(EvictionAdmission webhooks) {
    admission = webhooks;
  }

  /** Told of each pod whose deletion has begun after admission, as it was right before. */
  public void onDeleted(BiConsumer<EvictionCall, Pod> listener) {
    onDeleted = listener;
  }

  /** Told of each pod that admission is asked about. */
  public void onAsked(Consumer<Pod> listener) {
    onAsked = listener;
  }

  /**
   * Sends a request, which arrives at this instant.
   *
   * @param onResult told exactly once, unless the client hangs up before
   */
  public EvictionCall delete(EvictionRequest request, Consumer<EvictionResult> onResult) {
    EvictionCall call = new EvictionCall(request, api.time().nanos() + EvictionApi.REQUEST_NANOS);
    Flight flight = new Flight(call, onResult);
    if (api.away()) {
      flight.answer(new EvictionResult(EvictionResult.NO_ANSWER, "connection refused"));
      return call;
    }
    flights.add(flight);
    flight.timeout =
        api.time().after(EvictionApi.REQUEST_NANOS, "delete times out", flight::timedOut);
    flight.lookUp();
    return call;
  }

  private void loseAll() {
    List<Flight> lost = new ArrayList<>(flights);
    flights.clear();
    lost.forEach(flight ->
        flight.answer(new EvictionResult(EvictionResult.NO_ANSWER, "connection refused")));
  }

  /** One request under way. */
  private final class Flight {
    private final EvictionCall call;
    private final Consumer<EvictionResult> onResult;
    private @Nullable Timer timeout;
    private @Nullable EvictionCall round;

    Flight(EvictionCall call, Consumer<EvictionResult> onResult) {
      this.call = call;
      this.onResult = onResult;
      call.onGone(() -> {
        if (round != null) {
          round.hangUp();
        }
      });
    }

    void lookUp() {
      Pod pod = api.store().get(Kind.POD, call.request().pod());
      String uid = call.request().uid();
      if (pod == null) {
        answer(new EvictionResult(404, "pods not found"));
      } else if (uid != null && !pod.meta().uid().equals(uid)) {
        answer(new EvictionResult(409, "the precondition on the pod did not hold"));
      } else if (pod.meta().terminating()) {
        answer(DELETED);
      } else if (pod.node() == null || pod.phase().terminal()) {
        delete(pod, PodApi.By.SOMEONE);
      } else {
        review(pod);
      }
    }

    /** A call of its own each time: only what was answered last counts. */
    private void review(Pod pod) {
      EvictionRequest asked = call.request();
      EvictionCall mine =
          new EvictionCall(
              EvictionRequest.delete(asked.pod(), pod.meta().uid(), asked.dryRun(), asked.client()),
              call.deadline());
      round = mine;
      onAsked.accept(pod);
      if (call.gone()) {
        mine.hangUp();
      }
      admission.review(
          mine,
          verdict -> {
            if (!mine.finished()) {
              mine.finish();
              reviewed(pod, verdict);
            }
          });
    }

    private void reviewed(Pod pod, Verdict verdict) {
      if (call.finished()) {
        return;
      }
      if (!verdict.allowed()) {
        answer(new EvictionResult(verdict.code(), verdict.message()));
        return;
      }
      api.time()
          .after(
              step.draw(chance),
              "delete goes on",
              () -> {
                if (call.finished()) {
                  return;
                }
                if (call.gone() && !chance.oneIn(3)) {
                  end();
                } else {
                  unlessChanged(pod);
                }
              });
    }

    private void unlessChanged(Pod pod) {
      Pod now = api.store().get(Kind.POD, call.request().pod());
      if (now == null || now.meta().resourceVersion() != pod.meta().resourceVersion()) {
        lookUp();
      } else {
        delete(pod, PodApi.By.DELETE);
      }
    }

    private void delete(Pod pod, PodApi.By by) {
      if (!call.request().dryRun()) {
        var _ =
            api.pods().delete(pod.meta().key(), pod.meta().uid(), pod.meta().resourceVersion(), by);
        EvictionCall last = round;
        if (by == PodApi.By.DELETE && last != null) {
          onDeleted.accept(last, pod);
        }
      }
      answer(DELETED);
    }

    private void answer(EvictionResult result) {
      if (call.finished()) {
        return;
      }
      end();
      api.trace()
          .say(
              "apiserver",
              () ->
                  "delete of "
                      + call.request().pod()
                      + " for "
                      + call.request().client()
                      + ": "
                      + result.code()
                      + " "
                      + result.message());
      if (!call.gone()) {
        onResult.accept(result);
      }
    }

    void timedOut() {
      answer(new EvictionResult(504, "Timeout: request did not complete in time"));
    }

    private void end() {
      call.finish();
      if (round != null) {
        round.finish();
      }
      if (timeout != null) {
        timeout.cancel();
      }
      flights.remove(this);
    }
  }
}
