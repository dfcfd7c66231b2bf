package io.github.spotaware.webhook.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.hold.HoldEffect.Answer;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.webhook.admission.EvictionCall;
import io.github.spotaware.webhook.server.CallTiming;
import io.github.spotaware.workload.PodState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is answered from memory, and when not even that. */
class EvictionGateTest {
  private static final Watched.Labelled WEB =
      new Watched.Labelled(new DeploymentRef("shop", "web"), LabelSelector.parse("app=web"), 1);

  private final StepTiming timing = new StepTiming();
  private final List<String> reads = new ArrayList<>();
  private final ClusterPort cluster = fake(ClusterPort.class, this::cluster);
  private final EvictionGate gate =
      new EvictionGate(cluster, new Metrics(), _ -> fake(WakeUps.class, this::nothing));
  private Configuration configuration = Configuration.defaults();
  private boolean current = true;
  private boolean configured = true;
  private boolean down;
  private boolean surging;
  private Optional<PodState> pod = Optional.empty();
  private CompletionStage<Optional<Object>> look =
      CompletableFuture.completedFuture(Optional.empty());

  @Test
  void whereNothingIsProtectedIsAnsweredFromMemory() {
    assertThat(judge().join().reason()).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(reads).isEmpty();
  }

  @Test
  void butByReadsWhileTheWatchesAreNotCurrent() {
    current = false;
    CompletableFuture<Answer> answer = judge();
    timing.runAll();
    assertThat(reads).startsWith("pod");
    assertThat(answer.join().reason()).isEqualTo(Reason.POD_GONE);
  }

  @Test
  void outOfScopeIsAnsweredFromMemoryByTheConfigurationAlone() {
    current = false;
    configuration = nowhere();
    assertThat(judge().join().reason()).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(reads).isEmpty();
  }

  /** The configuration may have come to protect what it did not before. */
  @Test
  void andNotByOneFromBeforeAPause() {
    current = false;
    configured = false;
    configuration = nowhere();
    CompletableFuture<Answer> answer = judge();
    timing.runAll();
    assertThat(answer).isNotDone();
    assertThat(reads).isEmpty();

    configured = true;
    timing.pass(Duration.ofSeconds(1));
    assertThat(answer.join().reason()).isEqualTo(Reason.OUT_OF_SCOPE);
  }

  /** To be slow is the webhook's own trouble: it may have stood still for all the evictions. */
  @Test
  void whileItIsNotReadAnewNoneIsLetGoWhereADeploymentWasProtected() {
    podOfALabelledDeployment();
    configured = false;
    CompletableFuture<Answer> answer = judge();
    timing.runAll();
    IntStream.range(0, 13).forEach(_ -> timing.pass(Duration.ofSeconds(1)));
    assertThat(answer.join().allowed()).isFalse();
    assertThat(answer.join().reason()).isEqualTo(Reason.API_ERROR);
  }

  @Test
  void asManyAsThereAreTurnsAreLookedAtAndBesideAFullLineNobodyIs() {
    List<CompletableFuture<Answer>> waiting = takeAllTurnsAndFillTheLine();
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    assertThat(reads.stream().filter("scheduleName"::equals)).hasSize(Turns.AT_ONCE);

    reads.clear();
    CompletableFuture<Answer> first = judge();
    timing.runAll();
    assertThat(first.join().reason()).isEqualTo(Reason.TOO_MANY_HOLDS);
    assertThat(reads).as("only what shows it to be protected").containsExactly("pod");

    reads.clear();
    assertThat(judge().join().reason()).isEqualTo(Reason.TOO_MANY_HOLDS);
    assertThat(reads).as("by memory").isEmpty();
  }

  @Test
  void aDryRunBesideAFullLineIsNotRemembered() {
    takeAllTurnsAndFillTheLine();
    judge(true);
    timing.runAll();

    reads.clear();
    CompletableFuture<Answer> next = judge(true);
    timing.runAll();
    assertThat(next.join().reason()).isEqualTo(Reason.TOO_MANY_HOLDS);
    assertThat(reads).containsExactly("pod");
  }

  /** It has a place by then, and needs no turn. */
  @Test
  void afterAFirstReadThatFailedItLooksFromItsPlace() {
    podOfALabelledDeployment();
    look = new CompletableFuture<>();
    down = true;
    CompletableFuture<Answer> answer = judge();
    timing.runAll();
    assertThat(reads).containsExactly("pod");
    assertThat(answer).isNotDone();

    down = false;
    timing.pass(Duration.ofSeconds(1));
    assertThat(reads).contains("scheduleName");
    assertThat(answer).isNotDone();
  }

  @Test
  void whoseTurnDoesNotComeSoonIsToldToAskAgain() {
    podOfALabelledDeployment();
    look = new CompletableFuture<>();
    List<CompletableFuture<Answer>> calls =
        IntStream.range(0, Turns.AT_ONCE + 1).mapToObj(_ -> judge()).toList();
    timing.runAll();

    timing.pass(HoldRunner.LONGEST_IN_LINE.minusMillis(1));
    assertThat(calls).noneMatch(CompletableFuture::isDone);
    timing.pass(Duration.ofMillis(1));
    assertThat(calls.getLast().join().reason()).isEqualTo(Reason.TOO_MANY_HOLDS);
    assertThat(calls.subList(0, Turns.AT_ONCE)).noneMatch(CompletableFuture::isDone);
  }

  /** The other webhook may have let it go: both have to in one call. */
  @Test
  void whoseSurgeIsUnderWayComesBeforeAllInLine() {
    List<CompletableFuture<Answer>> waiting = takeAllTurnsAndFillTheLine();
    judge();
    timing.runAll();

    surging = true;
    CompletableFuture<Answer> surged = judge();
    timing.runAll();
    assertThat(surged).as("in line, however long it is").isNotDone();

    ((CompletableFuture<?>) look).completeExceptionally(new ReadFailed("down"));
    timing.runAll();
    timing.pass(HoldRunner.LONGEST_IN_LINE);
    assertThat(surged).as("its turn came, and it has one of the places").isNotDone();
    assertThat(waiting).as("who came last in line").anyMatch(CompletableFuture::isDone);
  }

  private List<CompletableFuture<Answer>> takeAllTurnsAndFillTheLine() {
    podOfALabelledDeployment();
    look = new CompletableFuture<>();
    List<CompletableFuture<Answer>> waiting =
        IntStream.range(0, Turns.AT_ONCE + configuration.maxConcurrentHolds())
            .mapToObj(_ -> judge())
            .toList();
    timing.runAll();
    return waiting;
  }

  private void podOfALabelledDeployment() {
    pod =
        Optional.of(
            new PodState(
                "shop",
                "web-a",
                "uid-a",
                "1",
                Instant.EPOCH,
                Map.of("app", "web"),
                Optional.of("node-1"),
                false,
                false,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.empty()));
  }

  private CompletableFuture<Answer> judge() {
    return judge(false);
  }

  private CompletableFuture<Answer> judge(boolean dryRun) {
    return gate.judge(
            new EvictionCall("u", "shop", "web-a", Optional.empty(), dryRun, "someone"),
            new CallTiming(timing.now().wall(), 0, Optional.of(Duration.ofSeconds(13))),
            () -> false)
        .toCompletableFuture();
  }

  private static Configuration nowhere() {
    return Configuration.defaults().toBuilder()
        .namespaceMode(NamespaceMode.WHITELIST)
        .targetNamespaces(Set.of("elsewhere"))
        .build();
  }

  private Object cluster(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "configuration" -> configuration;
      case "watched" -> fake(Watched.class, this::watched);
      case "reads" -> fake(LiveReads.class, this::read);
      case "timing" -> timing;
      case "onChange", "onConfigurationChange" -> "void";
      default -> throw new AssertionError(method);
    };
  }

  private Object watched(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "current" -> current;
      case "configured" -> configured;
      case "namespaces" -> pod.map(PodState::namespace).map(Set::of).orElseGet(Set::of);
      case "labelledIn" -> pod.map(_ -> List.of(WEB)).orElseGet(List::of);
      case "labelled" -> Optional.of(WEB);
      case "isSurging" -> surging && List.of(WEB.ref()).equals(arguments[0]);
      default -> throw new AssertionError(method);
    };
  }

  /** Nothing is there but the pod, if any. */
  private CompletionStage<?> read(Object proxy, Method method, Object[] arguments) {
    reads.add(method.getName());
    if (down) {
      return CompletableFuture.failedFuture(new ReadFailed("down"));
    }
    return method.getName().equals("pod") ? CompletableFuture.completedFuture(pod) : look;
  }

  private Object nothing(Object proxy, Method method, Object[] arguments) {
    throw new AssertionError(method);
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** What is to run does so when the test says so. */
  private static final class StepTiming implements Timing {
    private record Due(Moment due, Runnable action) {}

    private final Queue<Runnable> soon = new ArrayDeque<>();
    private final List<Due> timers = new ArrayList<>();
    private Moment now = new Moment(Instant.EPOCH, 0);

    @Override
    public Moment now() {
      return now;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
      Due timer = new Due(now.plus(delay), action);
      timers.add(timer);
      return () -> timers.remove(timer);
    }

    @Override
    public void execute(Runnable action) {
      soon.add(action);
    }

    void runAll() {
      for (Runnable action = soon.poll(); action != null; action = soon.poll()) {
        action.run();
      }
    }

    void pass(Duration time) {
      now = now.plus(time);
      List<Due> due = timers.stream().filter(timer -> now.reached(timer.due())).toList();
      timers.removeAll(due);
      due.forEach(timer -> timer.action().run());
      runAll();
    }
  }
}
