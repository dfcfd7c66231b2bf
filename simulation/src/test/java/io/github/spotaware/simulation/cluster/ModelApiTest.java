package io.github.spotaware.simulation.cluster;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model keeps the contract. */
class ModelApiTest extends ApiContract {
  @Override
  ApiUnderTest api() {
    return new Model();
  }

  private static final class Model implements ApiUnderTest {
    private final World world = World.of(2);
    private final Cluster cluster = world.cluster;
    private final List<String> events = new ArrayList<>();

    Model() {
      cluster
          .watches()
          .watch(
              "test",
              Kind.DEPLOYMENT,
              deployment -> "yes".equals(deployment.meta().labels().get("watched")),
              this::tell,
              () -> {});
      world.seconds(1);
    }

    private void tell(WatchEvent<Deployment> event) {
      events.add(event.type() + " " + event.object().meta().name());
    }

    @Override
    public DeploymentRef createDeployment(String name) {
      DeploymentSpec spec = DeploymentSpec.of("default", name);
      cluster.users().create(spec);
      label(spec.ref(), "watched", "yes");
      return spec.ref();
    }

    @Override
    public void deleteDeployment(DeploymentRef ref) {
      cluster.users().delete(ref);
    }

    @Override
    public void scale(DeploymentRef ref, int replicas, String manager) {
      cluster.users().scale(ref, replicas, manager);
    }

    @Override
    public void scaleByApply(DeploymentRef ref, int replicas, String manager) {
      cluster.users().applyScale(ref, replicas, manager);
    }

    @Override
    public void label(DeploymentRef ref, String name, @Nullable String value) {
      cluster.users().label(ref, name, value);
    }

    @Override
    public Optional<DeploymentState> deployment(DeploymentRef ref) {
      return cluster.reads().deployment(ref);
    }

    @Override
    public PodState pod(DeploymentRef ref) {
      world.await(() -> world.serving(ref).size() == 1);
      return Mapping.pod(world.onlyPod(ref));
    }

    @Override
    public AutoscalerState createAutoscaler(DeploymentRef ref, int minReplicas, int maxReplicas) {
      cluster.policies().createAutoscaler(ref, "hpa", minReplicas, maxReplicas);
      return autoscaler(ref);
    }

    @Override
    public AutoscalerState autoscaler(DeploymentRef ref) {
      return cluster.reads().autoscaler(ref).orElseThrow();
    }

    @Override
    public WriteOutcome perform(ProtocolWrite write, String manager) {
      return cluster.api().perform(write, manager);
    }

    @Override
    public Optional<Map<String, String>> scheduleData(String name) {
      return cluster.reads().configMap(name).map(ConfigMap::data);
    }

    @Override
    public List<String> watchedEvents() {
      world.seconds(2);
      return events;
    }
  }
}
