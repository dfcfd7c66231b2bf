package io.github.spotaware.simulation.process;

import io.github.spotaware.backstop.BudgetChange;
import io.github.spotaware.guard.CountWrite;
import io.github.spotaware.guard.GuardDecision;
import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.reconcile.EarlySurges;
import io.github.spotaware.simulation.variant.Variant;
import io.github.spotaware.webhook.admission.DeleteCall;
import io.github.spotaware.webhook.admission.EvictionCall;
import io.github.spotaware.webhook.backstop.BudgetGate;
import io.github.spotaware.webhook.eviction.EvictionGate;
import io.github.spotaware.webhook.guard.GuardGate;
import io.github.spotaware.webhook.server.CallTiming;
import io.github.spotaware.webhook.server.Caller;
import io.github.spotaware.workload.FieldManagers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A webhook replica: the production gate and early surges, over ports that may fail. */
public final class WebhookProcess extends SimulatedProcess {

  /** Who waits for an answer at the other end. */
  interface Connection {
    boolean isGone();

    void answered(HoldEffect.Answer answer);

    /** The connection broke, or the handler failed. */
    void broke();
  }

  /** The same for a write of the count. */
  interface CountConnection {
    void answered(GuardDecision decision);

    void broke();
  }

  /** The same for someone's budget. */
  interface BudgetConnection {
    void answered(List<String> warnings);

    void broke();
  }

  /** How one call is judged, given the process' gate of evictions. */
  private interface Judging {
    CompletionStage<HoldEffect.Answer> judge(EvictionGate gate, CallTiming timing, Caller caller);
  }

  private final Variant variant;
  private final Set<CountConnection> openCounts = new LinkedHashSet<>();
  private final Set<Connection> open = new LinkedHashSet<>();
  private @Nullable EvictionGate gate;
  private @Nullable EarlySurges surges;
  private @Nullable GuardGate guard;
  private final Set<BudgetConnection> openBudgets = new LinkedHashSet<>();
  private @Nullable BudgetGate budgets;

  public WebhookProcess(World world, String name, Variant variant) {
    super(world, name, FieldManagers.WEBHOOK, variant);
    this.variant = variant;
  }

  @Override
  protected void begin() {
    gate = variant.evictionGate(this, World.METRICS);
    EarlySurges begun = new EarlySurges(this);
    begun.start();
    surges = begun;
    guard = new GuardGate(this, () -> true, World.METRICS);
    budgets = variant.budgetGate(this, World.METRICS);
  }

  @Override
  protected void died() {
    gate = null;
    surges = null;
    guard = null;
    budgets = null;
    Set<BudgetConnection> brokenBudgets = new LinkedHashSet<>(openBudgets);
    openBudgets.clear();
    brokenBudgets.forEach(BudgetConnection::broke);
    Set<CountConnection> brokenCounts = new LinkedHashSet<>(openCounts);
    openCounts.clear();
    brokenCounts.forEach(CountConnection::broke);
    Set<Connection> broken = new LinkedHashSet<>(open);
    open.clear();
    broken.forEach(Connection::broke);
  }

  /** {@code SIGTERM}: it answers all that it holds, and ends a little later. */
  public void terminate() {
    EvictionGate current = gate;
    if (up() && !paused() && current != null) {
      world().trace().say(name(), () -> "is told to end");
      world().coverage().fault(io.github.spotaware.simulation.check.Fault.SIGTERM);
      current.drain();
      if (surges != null) {
        surges.close();
      }
      var _ = timing().after(Duration.ofSeconds(1), this::crash);
    }
  }

  /** The API server asks at this instant about a change that makes the node a doomed one. */
  public void asked(String node) {
    EarlySurges current = surges;
    if (current != null) {
      inThisLife(() -> current.expect(node)).run();
    }
  }

  /** A call arrives at this instant. */
  void arrive(EvictionCall call, Duration timeout, Connection connection) {
    arrive(
        (gate, timing, caller) ->
            variant.gate(gate, this, World.METRICS).judge(call, timing, caller),
        timeout,
        connection);
  }

  /** The same about a direct delete. */
  void arrive(DeleteCall call, Duration timeout, Connection connection) {
    arrive(
        (gate, timing, caller) ->
            variant.deleteGate(gate, this, World.METRICS).judge(call, timing, caller),
        timeout,
        connection);
  }

  private void arrive(Judging judging, Duration timeout, Connection connection) {
    EvictionGate current = gate;
    if (current == null) {
      connection.broke();
      return;
    }
    open.add(connection);
    inThisLife(
            () -> {
              Moment now = timing().now();
              CallTiming callTiming = new CallTiming(now.wall(), now.nanos(), Optional.of(timeout));
              judge(current, judging, callTiming, connection);
            })
        .run();
  }

  /** Someone writes a count. */
  void arrive(CountWrite write, CountConnection connection) {
    GuardGate current = guard;
    if (current == null) {
      connection.broke();
      return;
    }
    openCounts.add(connection);
    inThisLife(
            () -> {
              var _ =
                  current
                      .judge(write)
                      .whenComplete((decision, failure) -> {
                        if (!openCounts.remove(connection)) {
                          return;
                        }
                        if (failure == null) {
                          connection.answered(decision);
                        } else {
                          world().observer().failed(name(), failure);
                          connection.broke();
                        }
                      });
            })
        .run();
  }

  /** Someone makes a budget, or has one select others. */
  void arrive(BudgetChange change, BudgetConnection connection) {
    BudgetGate current = budgets;
    if (current == null) {
      connection.broke();
      return;
    }
    openBudgets.add(connection);
    inThisLife(
            () -> {
              var _ =
                  current
                      .judge(change)
                      .whenComplete((warnings, failure) -> {
                        if (!openBudgets.remove(connection)) {
                          return;
                        }
                        if (failure == null) {
                          connection.answered(warnings);
                        } else {
                          world().observer().failed(name(), failure);
                          connection.broke();
                        }
                      });
            })
        .run();
  }

  private void judge(
      EvictionGate current, Judging judging, CallTiming callTiming, Connection connection) {
    Caller caller = connection::isGone;
    Consumer<HoldEffect.Answer> answered =
        answer -> {
          if (open.remove(connection)) {
            connection.answered(answer);
          }
        };
    var _ =
        judging
            .judge(current, callTiming, caller)
            .whenComplete((answer, failure) -> {
              if (failure == null) {
                answered.accept(answer);
              } else if (open.remove(connection)) {
                world().observer().failed(name(), failure);
                connection.broke();
              }
            });
  }
}
