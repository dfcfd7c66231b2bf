package io.github.spotaware.simulation.variant;

import io.github.spotaware.guard.GuardDecision;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.simulation.cluster.api.ScaleApi;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.process.Requests;
import io.github.spotaware.simulation.process.SimulatedProcess;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.webhook.backstop.BudgetGate;
import io.github.spotaware.webhook.eviction.DeleteGate;
import io.github.spotaware.webhook.eviction.EvictionGate;
import java.util.Locale;
import java.util.function.BiFunction;

/** One thing that the protocol rests on, taken away; each has to be caught by an invariant. */
public enum BrokenVariant implements Variant {
  NO_TICKET(
      "a release takes no ticket: each call only believes that it has one",
      Lies::none,
      Deeds::asAsked),
  TICKET_WITHOUT_COMPARE_AND_SWAP(
      "a ticket is written over whatever is there, and nobody remembers a release",
      Lies::none,
      Deeds::ticketWithoutCompareAndSwap),
  NO_SETTLED_CHECK("everything counts as settled", Lies::settled, Deeds::asAsked),
  NOT_COUNTED(
      "what the controllers have seen is not asked for before a scale-down",
      Lies::counted,
      Deeds::asAsked),
  DECIDE_FROM_CACHE(
      "pods, ReplicaSets and Deployment are those of the last look", Lies::cached, Deeds::asAsked),
  SCALE_DOWN_DURING_RELEASE(
      "the scaler sees no ticket, and takes the surge for due", Lies::noTicketSeen, Deeds::asAsked),
  RAISE_BEFORE_SCHEDULE(
      "replicas are raised before there is a schedule", Lies::none, Deeds::raiseFirst),
  NO_PRECONDITION(
      "the count is written without UID and resourceVersion",
      Lies::none,
      Deeds::countWithoutPrecondition),
  TICKET_NEVER_ENDS("no ticket is ended", Lies::none, Deeds::ticketForEver),
  TICKET_ENDS_TOO_SOON("someone ends each ticket within a second", Lies::none, Deeds::asAsked),
  MAX_HOLD_FROM_THE_SURGE(
      "max-hold counts from the first eviction of the surge",
      Lies::heldSinceTheSurge,
      Deeds::asAsked),
  COST_SET_LATE("deletion costs are set much later", Lies::none, Deeds::costLater),
  REPAIR_BY_NAME(
      "a schedule is taken for that of whoever has the name", Lies::byName, Deeds::asAsked),
  AUTOSCALER_FORGOTTEN("the scaler sees no HPA", Lies::noAutoscaler, Deeds::asAsked),
  AUTOSCALERS_COUNT_IS_THEIRS(
      "what an HPA sets by the floor of a surge is taken for its own wish",
      Lies::autoscalerWants,
      Deeds::asAsked),
  KEDA_UNKNOWN(
      "an HPA is an HPA, also one that KEDA makes and writes over",
      Lies::kedaUnknown,
      Deeds::asAsked),
  DELETE_WITHOUT_TICKET(
      "a direct delete takes no ticket, and an eviction does", Lies::none, Deeds::asAsked),
  DELETE_UNGUARDED("each webhook takes guard-deletes for off", Lies::none, Deeds::asAsked),
  HANDOFF_UNMARKED(
      "the pod of a handoff is not marked before the count is raised",
      Lies::handedOffMarked,
      Deeds::handedOffUnmarked),
  HANDOFF_UNSEEN(
      "a webhook takes a handoff for done when the count is lowered, and its pod is not marked",
      Lies::handedOffGone,
      Deeds::handedOffUnmarked),
  GUARD_LETS_ONES_THROUGH("the surge guard lets each 1 through", Lies::none, Deeds::asAsked),
  GUARD_FORGETS_THE_OWNER(
      "who writes a 1 that is kept owns the 2 from then on", Lies::none, Deeds::asAsked),
  BACKSTOP_STAYS(
      "a backstop is not deleted before rule 6 or max-hold lets a pod go",
      Lies::none,
      Deeds::asAsked),
  BACKSTOP_MAKES_NO_WAY("someone's budget is let in beside a backstop", Lies::none, Deeds::asAsked),
  BACKSTOP_AT_ONCE(
      "a backstop is put into effect as it is made", Lies::none, Deeds::backstopAtOnce),
  BACKSTOP_BESIDE_OTHERS(
      "the scaler sees nobody else's budget", BudgetLies::noOtherBudget, Deeds::asAsked),
  BACKSTOP_HOLDS_NOTHING(
      "a backstop in effect wants no pod to stay", Lies::none, Deeds::backstopOfNothing),
  TRUSTS_ITS_MEMORY(
      "a webhook trusts what it remembers, also after it was paused", Lies::none, Deeds::asAsked),
  NO_MEMORY(
      "a webhook remembers nothing from one call to the next, nor minds what another let go before"
          + " the surge",
      Lies::olderThanAllPods,
      Deeds::asAsked);

  private final String description;
  private final BiFunction<LiveReads, SimulatedProcess, LiveReads> lie;
  private final BiFunction<Requests, ProtocolWrite, WriteOutcome> deed;

  BrokenVariant(
      String description,
      BiFunction<LiveReads, SimulatedProcess, LiveReads> lie,
      BiFunction<Requests, ProtocolWrite, WriteOutcome> deed) {
    this.description = description;
    this.lie = lie;
    this.deed = deed;
  }

  /** As on the command line. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String description() {
    return description;
  }

  @Override
  public Requests requests(Requests sound) {
    return new BrokenRequests(sound, reads -> lie.apply(reads, sound.process()), deed);
  }

  @Override
  public EvictionGate gate(EvictionGate own, SimulatedProcess process, Metrics metrics) {
    return switch (this) {
      case NO_TICKET -> new EvictionGate(new TicketlessPort(process), metrics, process::wakeUps);
      case NO_MEMORY, TICKET_WITHOUT_COMPARE_AND_SWAP ->
          new EvictionGate(process, metrics, process::wakeUps);
      default -> own;
    };
  }

  @Override
  public EvictionGate evictionGate(SimulatedProcess process, Metrics metrics) {
    return switch (this) {
      case BACKSTOP_STAYS ->
          new EvictionGate(new BackstopBlindPort(process), metrics, process::wakeUps);
      case TRUSTS_ITS_MEMORY ->
          new EvictionGate(new TrustfulPort(process), metrics, process::wakeUps);
      default -> Variant.super.evictionGate(process, metrics);
    };
  }

  @Override
  public BudgetGate budgetGate(SimulatedProcess process, Metrics metrics) {
    return this == BACKSTOP_MAKES_NO_WAY
        ? new BudgetGate(new BackstopBlindPort(process), metrics)
        : Variant.super.budgetGate(process, metrics);
  }

  @Override
  public GuardDecision guarded(GuardDecision own) {
    return this == GUARD_LETS_ONES_THROUGH && !(own instanceof GuardDecision.Pass)
        ? new GuardDecision.Pass(GuardDecision.Cause.NO_SURGE)
        : own;
  }

  @Override
  public Deployment keptCount(Deployment stored, String writer) {
    return this == GUARD_FORGETS_THE_OWNER
        ? stored.with(stored.replicas(), ScaleApi.only(writer))
        : stored;
  }

  @Override
  public DeleteGate deleteGate(EvictionGate own, SimulatedProcess process, Metrics metrics) {
    return switch (this) {
      case DELETE_WITHOUT_TICKET ->
          new DeleteGate(
              process,
              new EvictionGate(new TicketlessPort(process), metrics, process::wakeUps),
              metrics);
      case DELETE_UNGUARDED -> new DeleteGate(new UnguardedPort(process), own, metrics);
      default -> Variant.super.deleteGate(own, process, metrics);
    };
  }

  @Override
  public void begin(Run run) {
    if (this == TICKET_ENDS_TOO_SOON) {
      Deeds.impatientObserver(run);
    }
  }
}
