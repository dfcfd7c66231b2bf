package io.github.spotaware.webhook.backstop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.backstop.BudgetChange;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.ProtocolWrite.DeleteBackstop;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.BudgetCall;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.PodState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is read and deleted for someone's budget, and what becomes of it where that fails. */
class BudgetGateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final LabelSelector WEB = LabelSelector.parse("app=web");

  private final List<String> asked = new ArrayList<>();
  private final List<ProtocolWrite> written = new ArrayList<>();
  private final Deque<WriteOutcome> outcomes = new ArrayDeque<>();
  private final Deque<Runnable> retries = new ArrayDeque<>();
  private Optional<DisruptionBudgetState> backstop = Optional.of(backstop("1"));
  private int failures;
  private boolean silent;
  private Runnable deadline = () -> {};

  private final BudgetGate gate =
      new BudgetGate(fake(ClusterPort.class, this::cluster), new Metrics());

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static DisruptionBudgetState backstop(String version) {
    return new DisruptionBudgetState(
        "shop",
        "spot-aware-web",
        "uid-backstop",
        version,
        WEB,
        0,
        Optional.of(new OwnerReference("Deployment", "web", "uid-web")));
  }

  private Object cluster(Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "reads" -> fake(LiveReads.class, this::reads);
      case "timing" -> timing();
      case "perform" -> perform((ProtocolWrite) arguments[0]);
      default -> throw new AssertionError(method);
    };
  }

  private CompletableFuture<WriteOutcome> perform(ProtocolWrite write) {
    written.add(write);
    WriteOutcome outcome = outcomes.removeFirst();
    if (outcome instanceof WriteOutcome.Done) {
      backstop = Optional.empty();
    }
    return CompletableFuture.completedFuture(outcome);
  }

  private Object reads(Object self, Method method, Object[] arguments) {
    asked.add(method.getName());
    if (silent) {
      return new CompletableFuture<>();
    }
    if (failures > 0) {
      failures--;
      return CompletableFuture.failedFuture(new ReadFailed("connection refused"));
    }
    return CompletableFuture.completedFuture(
        switch (method.getName()) {
          case "budgets" -> backstop.stream().toList();
          case "deployments" -> List.of();
          case "pods" -> List.of(pod());
          default -> throw new AssertionError(method);
        });
  }

  private static PodState pod() {
    return new PodState(
        "shop",
        "web-a",
        "uid-web-a",
        "1",
        NOW,
        Map.of("app", "web"),
        Optional.of("n1"),
        false,
        false,
        Optional.of(NOW),
        Optional.empty(),
        Optional.empty());
  }

  /** Retries run when a test says so; so does the deadline. */
  private Timing timing() {
    return new Timing() {
      @Override
      public Moment now() {
        return new Moment(NOW, 0);
      }

      @Override
      public Timer after(Duration delay, Runnable action) {
        if (delay.equals(BudgetGate.DEADLINE)) {
          deadline = action;
        } else {
          retries.add(action);
        }
        return () -> {};
      }

      @Override
      public void execute(Runnable action) {
        action.run();
      }
    };
  }

  private CompletableFuture<List<String>> judge(boolean dryRun) {
    return gate.judge(new BudgetChange("shop", "own", WEB, dryRun)).toCompletableFuture();
  }

  @Test
  void theBackstopIsDeletedAndSeenGoneFirst() {
    outcomes.add(new WriteOutcome.Done(Optional.empty()));

    assertThat(judge(false).join())
        .containsExactly(
            "the backstop PodDisruptionBudget spot-aware-web has made way for it: two on one pod"
                + " would fail its evictions");
    assertThat(written).containsExactly(new DeleteBackstop(backstop("1")));
    assertThat(asked).containsExactly("budgets", "deployments", "pods", "budgets");
  }

  @Test
  void itsWriterIsTold() {
    outcomes.add(new WriteOutcome.Done(Optional.empty()));
    AdmissionAnswer answer =
        gate.handle(new BudgetCall("u-1", new BudgetChange("shop", "own", WEB, false), "someone"));
    assertThat(answer).isInstanceOf(AdmissionAnswer.Allow.class);
    assertThat(((AdmissionAnswer.Allow) answer).warnings())
        .singleElement()
        .asString()
        .startsWith("spot-aware-scaler: the backstop PodDisruptionBudget spot-aware-web");
  }

  @Test
  void oneThatWasPutIntoEffectMeanwhileIsReadAgain() {
    outcomes.add(new WriteOutcome.Stale());
    outcomes.add(new WriteOutcome.Done(Optional.empty()));
    assertThat(judge(false).join()).hasSize(1);
    assertThat(written).hasSize(2);
  }

  @Test
  void nothingIsToldWhereThereIsNone() {
    backstop = Optional.empty();
    assertThat(judge(false).join()).isEmpty();
    assertThat(asked).containsExactly("budgets");
  }

  @Test
  void aDryRunDeletesNothing() {
    assertThat(judge(true).join()).singleElement().asString().contains("would make way for it");
    assertThat(written).isEmpty();
  }

  @Test
  void aReadThatFailsIsTriedAgain() {
    failures = 1;
    outcomes.add(new WriteOutcome.Done(Optional.empty()));
    CompletableFuture<List<String>> answer = judge(false);
    assertThat(answer).isNotDone();
    retries.remove().run();
    assertThat(answer).isCompleted();
    assertThat(written).hasSize(1);
  }

  @Test
  void itIsLetThroughInTimeWhateverHappens() {
    silent = true;
    CompletableFuture<List<String>> answer = judge(false);
    assertThat(answer).isNotDone();
    deadline.run();
    assertThat(answer.join())
        .singleElement()
        .asString()
        .contains("could not be found out (no answer in time)", "a 500");
  }

  @Test
  void aDeleteThatIsForbiddenIsNotTriedAgain() {
    outcomes.add(new WriteOutcome.Refused("forbidden"));
    assertThat(judge(false).join()).singleElement().asString().contains("forbidden");
  }
}
