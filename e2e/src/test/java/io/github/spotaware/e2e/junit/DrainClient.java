package io.github.spotaware.e2e.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Evicts one pod as drain clients do: on a 429 it asks again a little later, until the pod is let
 * go or is no more. Any other answer is a failure, as it is to them.
 */
public final class DrainClient {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Executor EXECUTOR = Executors.newVirtualThreadPerTaskExecutor();

  private final List<EvictionAnswer> answers = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Instant> end;

  private DrainClient(Scenario scenario, String pod, Runnable startSignal) {
    end =
        CompletableFuture.supplyAsync(
            () -> {
              startSignal.run();
              Await.until(
                  "pod " + pod + " to be let go",
                  Deadline.after(BOUND),
                  PAUSE,
                  () -> isLetGo(scenario.evict(pod)));
              return Instant.now();
            },
            EXECUTOR);
  }

  /** Sends the first eviction at once; returns before its answer. */
  public static DrainClient start(Scenario scenario, String pod) {
    return start(scenario, pod, () -> {});
  }

  /** Sends the first eviction when {@code startSignal}, which may block, returns. */
  public static DrainClient start(Scenario scenario, String pod, Runnable startSignal) {
    return new DrainClient(scenario, pod, startSignal);
  }

  private boolean isLetGo(EvictionAnswer answer) {
    answers.add(answer);
    assertThat(answer.status()).as(answer.message()).isIn(201, 404, 429);
    return answer.status() != 429;
  }

  /** Waits for the end; returns when it was. */
  public Instant join() {
    return end.join();
  }

  /** Whether it still waits for the pod to be let go. */
  public boolean waits() {
    return !end.isDone();
  }

  /** The answers so far, in order. */
  public List<EvictionAnswer> answers() {
    return answers;
  }

  /** The HTTP statuses of the answers so far. */
  public List<Integer> statuses() {
    return answers.stream().map(EvictionAnswer::status).toList();
  }
}
