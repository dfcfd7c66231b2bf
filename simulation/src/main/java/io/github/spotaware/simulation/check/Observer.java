package io.github.spotaware.simulation.check;

import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.surge.ProtocolWrite;

/** Told what the processes do, at the instant it takes effect. */
public interface Observer {

  /** A write has arrived at the API server, which has not looked at it yet. */
  void beforeWrite(String process, ProtocolWrite write);

  /** The same write was persisted. */
  void afterWrite(String process, ProtocolWrite write);

  /** A webhook's answer has reached the API server. */
  void answered(EvictionCall call, String webhook, HoldEffect.Answer answer);

  /** A webhook gave no answer, so its failurePolicy decided. */
  void webhookFailed(EvictionCall call, String webhook);

  /** A webhook's answer has reached the API server: the count stays as it is. */
  void countKept(String webhook, Deployment before);

  /** A webhook's answer, by what it has read, has reached the API server: a 1 is persisted. */
  void countPassed(String webhook, Deployment before);

  /**
   * Someone's budget has been through the webhooks, and is stored next.
   *
   * @param known at least one of them could say in time what was in its way
   */
  void budgetReviewed(DisruptionBudget proposed, boolean known);

  /** The production code threw. */
  void failed(String process, Throwable failure);
}
