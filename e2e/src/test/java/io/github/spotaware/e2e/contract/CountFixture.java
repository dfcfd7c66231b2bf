package io.github.spotaware.e2e.contract;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Tests about the count of a Deployment {@code web}, which {@code maker} has made. */
abstract class CountFixture extends Contract {

  static final String REPLICAS = "f:replicas";

  @BeforeEach
  final void createIdleDeployment() {
    raw().as("maker/1").post(deployments(), Samples.idleDeployment("web", 1));
  }

  final RawAnswer merge(String manager, int count) {
    return raw()
        .patch(
            deployments("web") + "?fieldManager=" + manager,
            RawClient.MERGE_PATCH,
            "{\"spec\": {\"replicas\": %d}}".formatted(count));
  }

  final RawAnswer apply(String manager, int count, boolean force) {
    return raw()
        .patch(
            deployments("web") + "?fieldManager=" + manager + "&force=" + force,
            RawClient.APPLY_PATCH,
            applied(count));
  }

  static String applied(int count) {
    return """
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
     "spec": {"replicas": %d}}
    """
        .formatted(count);
  }

  final RawAnswer get() {
    return raw().get(deployments("web"));
  }

  final List<String> owners() {
    return ManagedFields.owners(get(), REPLICAS);
  }
}
