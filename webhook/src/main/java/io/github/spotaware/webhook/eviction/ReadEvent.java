package io.github.spotaware.webhook.eviction;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.hold.HoldEvent;
import io.github.spotaware.hold.HoldView;
import io.github.spotaware.kubernetes.ApiFailure;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one event in which each read ends, whatever goes wrong in it: a hold whose read never came
 * back could do nothing but sit out its deadline.
 */
final class ReadEvent {
  private static final Logger LOG = LoggerFactory.getLogger(ReadEvent.class);

  private ReadEvent() {}

  static HoldEvent of(Supplier<HoldView> read) {
    try {
      return new HoldEvent.Seen(read.get());
    } catch (KubernetesClientException | IllegalStateException e) {
      return new HoldEvent.ReadFailed(ApiFailure.message(e));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("what was read could not be understood");
      return new HoldEvent.ReadFailed(ApiFailure.message(e));
    }
  }
}
