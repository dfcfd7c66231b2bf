package io.github.spotaware.simulation.check;

import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
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

  /** The production code threw. */
  void failed(String process, Throwable failure);
}
