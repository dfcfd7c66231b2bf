package io.github.spotaware.simulation.scenario;

import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.Arrays;
import java.util.List;

/**
 * The clients that evict or delete, by what they do on a 429.
 *
 * @param again how long after a 429 it asks again
 * @param onOtherErrors it asks again on any other error too
 * @param deadline how long it goes on in all; {@link #NO_DEADLINE} for ever
 * @param patience how long it waits for one answer before it hangs up
 * @param thenDeletes past its deadline it deletes the pod without an eviction
 */
public enum ClientKind {
  KUBECTL("kubectl drain", Signal.CORDON, seconds(5), false, ClientKind.NO_DEADLINE, 60, false),
  TERMINATION_HANDLER("termination handler", Signal.CORDON, seconds(5), false, 120, 60, false),
  AT_ONCE(
      "drain helper without delay", Signal.CORDON, Pace.ofMillis(1, 5, 20), false, 90, 60, false),
  KARPENTER(
      "Karpenter", Signal.KARPENTER_TAINT, Pace.ofMillis(100, 3_000, 10_000), true, 90, 60, true),
  CLUSTER_AUTOSCALER(
      "Cluster Autoscaler", Signal.AUTOSCALER_TAINT, seconds(10), true, 120, 60, false),
  CLUSTER_API("Cluster API", Signal.CORDON, seconds(20), true, 180, 10, false),
  DESCHEDULER("descheduler", Signal.NONE, seconds(5), false, 0, 60, false),
  IMPATIENT("client that hangs up", Signal.NONE, seconds(5), false, 20, 3, false),
  DELETING_DRAIN(
      "kubectl drain --disable-eviction", Signal.CORDON, seconds(5), false, 0, 60, Way.DELETE_ONCE),
  PERSON("kubectl delete pod", Signal.NONE, seconds(5), false, 0, 60, Way.DELETE_ONCE),
  DELETING_CONTROLLER(
      "deleting controller",
      Signal.NONE,
      Pace.ofMillis(5, 1_000, 30_000),
      true,
      180,
      60,
      Way.DELETE_AGAIN),
  DELETER_THAT_HANGS_UP(
      "deleter that hangs up", Signal.NONE, seconds(5), false, 20, 3, Way.DELETE_AGAIN);

  /** Those that evict. Their order says what a seed draws. */
  public static final List<ClientKind> EVICTING =
      Arrays.stream(values()).filter(kind -> !kind.deletes()).toList();

  /** Those that delete. */
  public static final List<ClientKind> DELETING =
      Arrays.stream(values()).filter(ClientKind::deletes).toList();

  /** By which call, and whether a 429 to it is final. */
  private enum Way {
    EVICT,
    DELETE_AGAIN,
    DELETE_ONCE
  }

  static final int NO_DEADLINE = Integer.MAX_VALUE;

  /** What it does to the node first. */
  public enum Signal {
    NONE,
    CORDON,
    KARPENTER_TAINT,
    AUTOSCALER_TAINT
  }

  private final String text;
  private final Signal signal;
  private final Pace again;
  private final boolean onOtherErrors;
  private final int deadlineSeconds;
  private final int patienceSeconds;
  private final boolean thenDeletes;
  private final Way way;

  ClientKind(
      String text,
      Signal signal,
      Pace again,
      boolean onOtherErrors,
      int deadlineSeconds,
      int patienceSeconds,
      boolean thenDeletes) {
    this(
        text,
        signal,
        again,
        onOtherErrors,
        deadlineSeconds,
        patienceSeconds,
        thenDeletes,
        Way.EVICT);
  }

  ClientKind(
      String text,
      Signal signal,
      Pace again,
      boolean onOtherErrors,
      int deadlineSeconds,
      int patienceSeconds,
      Way way) {
    this(text, signal, again, onOtherErrors, deadlineSeconds, patienceSeconds, false, way);
  }

  ClientKind(
      String text,
      Signal signal,
      Pace again,
      boolean onOtherErrors,
      int deadlineSeconds,
      int patienceSeconds,
      boolean thenDeletes,
      Way way) {
    this.text = text;
    this.signal = signal;
    this.again = again;
    this.onOtherErrors = onOtherErrors;
    this.deadlineSeconds = deadlineSeconds;
    this.patienceSeconds = patienceSeconds;
    this.thenDeletes = thenDeletes;
    this.way = way;
  }

  private static Pace seconds(int seconds) {
    return Pace.fixedMillis(seconds * 1_000L);
  }

  public Signal signal() {
    return signal;
  }

  public Pace again() {
    return again;
  }

  public boolean onOtherErrors() {
    return onOtherErrors;
  }

  /** It never gives up by itself. */
  public boolean tireless() {
    return deadlineSeconds == NO_DEADLINE;
  }

  public boolean over(long sinceNanos) {
    return !tireless() && sinceNanos > deadlineSeconds * VirtualTime.SECOND;
  }

  public int patienceSeconds() {
    return patienceSeconds;
  }

  /** It deletes pods instead of evicting them. */
  public boolean deletes() {
    return way != Way.EVICT;
  }

  /** It takes a 429 as the end of it. */
  public boolean takes429AsFinal() {
    return way == Way.DELETE_ONCE;
  }

  public boolean thenDeletes() {
    return thenDeletes;
  }

  @Override
  public String toString() {
    return text;
  }
}
