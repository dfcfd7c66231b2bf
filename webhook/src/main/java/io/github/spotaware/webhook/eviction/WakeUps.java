package io.github.spotaware.webhook.eviction;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.function.Predicate;

/** Tells held evictions that something they may wait for has changed. */
public interface WakeUps extends AutoCloseable {

  /** Who is told. */
  interface Listener {
    void changed(DeploymentRef deployment);

    /**
     * @param concerns whom, by what was last seen of it
     */
    void changed(String namespace, Predicate<WorkloadSnapshot> concerns);
  }

  /** A use; closing it twice does no harm. */
  interface Use extends AutoCloseable {
    @Override
    void close();
  }

  /** Tells of the Deployment's pods and of what its release depends on, until the use is closed. */
  Use use(DeploymentRef ref, LabelSelector selector);

  @Override
  void close();
}
