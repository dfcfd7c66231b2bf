package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.PodState;
import java.util.List;

/**
 * Watches the pods of one Deployment while evictions of them are held. It tells that something
 * changed that a release waits for, and once when it has caught up, so that nothing is missed
 * between a read and the start of the watch.
 */
public final class PodWatch implements AutoCloseable {
  private final SharedIndexInformer<Pod> informer;

  public PodWatch(
      KubernetesClient client, DeploymentRef ref, LabelSelector selector, Runnable changed) {
    informer =
        Informers.lasting(
            client
                .pods()
                .inNamespace(ref.namespace())
                .withLabelSelector(selector.toString())
                .runnableInformer(0));
    informer.addEventHandler(Handler.onChangeOf(PodWatch::view, pod -> changed.run()));
    var _ = informer.start().whenComplete((done, failure) -> changed.run());
  }

  private static List<Object> view(Pod pod) {
    PodState state = PodMapper.map(pod);
    return List.of(state.uid(), state.terminal(), state.terminating(), state.readySince());
  }

  @Override
  public void close() {
    informer.stop();
  }
}
