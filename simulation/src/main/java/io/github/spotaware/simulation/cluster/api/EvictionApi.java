package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.simulation.cluster.api.EvictionAdmission.Verdict;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodPhase;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.Timer;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The handler of {@code pods/eviction} (registry/core/pod/storage/eviction.go): admission first,
 * then the pod is looked up, then its budget, then it is deleted. Time passes between these, and
 * the request as a whole ends after 34 s. Conflicts are tried again every 0.5 s, up to 20 times.
 */
public final class EvictionApi {
  /** How long one request lives in the API server. */
  public static final long REQUEST_NANOS = 34 * VirtualTime.SECOND;

  private static final long RETRY_NANOS = VirtualTime.SECOND / 2;
  private static final int RETRIES = 20;
  private static final EvictionResult EVICTED = new EvictionResult(201, "evicted");

  private final ApiServer api;
  private final Chance chance;
  private final Budgets budgets;
  private final List<Flight> flights = new ArrayList<>();
  private EvictionAdmission admission = EvictionAdmission.NONE;
  private BiConsumer<EvictionCall, Pod> onEvicted = (call, pod) -> {};
  private RefusalListener onRefused = (call, pod, budgets) -> {};
  private Pace step = Pace.ofMillis(0, 4, 200);

  public EvictionApi(ApiServer api, Chance chance) {
    this.api = api;
    this.chance = chance;
    budgets = new Budgets(api.store());
    api.onAway(this::loseAll);
  }

  /** Told of each pod whose deletion an eviction has begun, as it was right before. */
  public void onEvicted(BiConsumer<EvictionCall, Pod> listener) {
    onEvicted = listener;
  }

  /** Told of each eviction that is refused for a budget, or for more than one. */
  public interface RefusalListener {
    void refused(EvictionCall call, Pod pod, List<DisruptionBudget> budgets);
  }

  public void onRefused(RefusalListener listener) {
    onRefused = listener;
  }

  public void admission(EvictionAdmission webhooks) {
    admission = webhooks;
  }

  /** How long the API server takes from one of its steps to the next. */
  public void step(Pace pace) {
    step = pace;
  }

  /**
   * Sends a request, which arrives at this instant.
   *
   * @param onResult told exactly once, unless the client hangs up before
   */
  public EvictionCall evict(EvictionRequest request, Consumer<EvictionResult> onResult) {
    VirtualTime time = api.time();
    EvictionCall call = new EvictionCall(request, time.nanos() + REQUEST_NANOS);
    Flight flight = new Flight(call, onResult);
    if (api.away()) {
      flight.lose();
      return call;
    }
    flights.add(flight);
    flight.timeout = time.after(REQUEST_NANOS, "eviction times out", flight::timedOut);
    admission.review(call, flight::admitted);
    return call;
  }

  private void loseAll() {
    List<Flight> lost = new ArrayList<>(flights);
    flights.clear();
    lost.forEach(Flight::lose);
  }

  private static boolean needsNoBudget(Pod pod) {
    return pod.phase().terminal() || pod.phase() == PodPhase.PENDING || pod.meta().terminating();
  }

  private static boolean mayStillBecomeReady(Pod pod) {
    return pod.phase() == PodPhase.PENDING && !pod.meta().terminating();
  }

  /** One request under way. */
  private final class Flight {
    private final EvictionCall call;
    private final Consumer<EvictionResult> onResult;
    private @Nullable Timer timeout;
    private int tries;
    private boolean reviewed;

    Flight(EvictionCall call, Consumer<EvictionResult> onResult) {
      this.call = call;
      this.onResult = onResult;
    }

    void admitted(Verdict verdict) {
      if (call.finished() || reviewed) {
        return;
      }
      reviewed = true;
      if (verdict.allowed()) {
        later(step.draw(chance), this::lookUp);
      } else {
        answer(new EvictionResult(verdict.code(), verdict.message()));
      }
    }

    private void lookUp() {
      Pod pod = api.store().get(Kind.POD, call.request().pod());
      if (pod == null) {
        answer(new EvictionResult(404, "pods not found"));
      } else if (needsNoBudget(pod)) {
        delete(pod, mayStillBecomeReady(pod), true);
      } else {
        later(step.draw(chance), () -> askBudget(pod));
      }
    }

    private void askBudget(Pod pod) {
      switch (budgets.ask(pod, call.request().dryRun(), api.time().nanos())) {
        case Budgets.Answer.Free free -> later(step.draw(chance), () -> delete(pod, false, false));
        case Budgets.Answer.NotReady notReady ->
            later(step.draw(chance), () -> delete(pod, true, false));
        case Budgets.Answer.Refused refused -> {
          onRefused.refused(call, pod, refused.budgets());
          answer(new EvictionResult(refused.code(), refused.message()));
        }
      }
    }

    /**
     * @param sameVersion it must not have become Ready since it was looked at
     * @param again a conflict is tried again from the look-up on
     */
    private void delete(Pod pod, boolean sameVersion, boolean again) {
      if (call.request().dryRun()) {
        answer(EVICTED);
        return;
      }
      Pod before = api.store().get(Kind.POD, call.request().pod());
      PodApi.Deletion deletion =
          api.pods()
              .delete(
                  call.request().pod(),
                  call.request().uid(),
                  sameVersion ? pod.meta().resourceVersion() : PodApi.ANY_VERSION,
                  PodApi.By.EVICTION);
      boolean deleted =
          deletion == PodApi.Deletion.TERMINATING || deletion == PodApi.Deletion.REMOVED;
      if (deleted && before != null && !before.meta().terminating()) {
        onEvicted.accept(call, before);
      }
      switch (deletion) {
        case NOT_FOUND -> answer(new EvictionResult(404, "pods not found"));
        case TERMINATING, REMOVED -> answer(EVICTED);
        case CONFLICT -> {
          if (again && ++tries < RETRIES) {
            later(RETRY_NANOS, this::lookUp);
          } else if (sameVersion && !again) {
            answer(
                new EvictionResult(
                    429, "Cannot evict pod as it would violate the pod's disruption budget."));
          } else {
            answer(new EvictionResult(409, "the precondition on the pod did not hold"));
          }
        }
      }
    }

    /** A client that hung up ends the request at its next step, mostly. */
    private void later(long nanos, Runnable next) {
      api.time()
          .after(
              nanos,
              "eviction goes on",
              () -> {
                if (call.finished()) {
                  return;
                }
                if (call.gone() && !chance.oneIn(3)) {
                  end();
                } else {
                  next.run();
                }
              });
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
                  "eviction of "
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

    void lose() {
      answer(new EvictionResult(EvictionResult.NO_ANSWER, "connection refused"));
    }

    private void end() {
      call.finish();
      if (timeout != null) {
        timeout.cancel();
      }
      flights.remove(this);
    }
  }
}
