package io.github.spotaware.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {

  @ParameterizedTest
  @CsvSource({
    "/api/v1/pods,,v1,,pods,,",
    "/api/v1/nodes/node-1,,v1,,nodes,node-1,",
    "/api/v1/namespaces,,v1,,namespaces,,",
    "/api/v1/namespaces/a,,v1,,namespaces,a,",
    "/api/v1/namespaces/a/status,,v1,,namespaces,a,status",
    "/api/v1/namespaces/a/pods/p/eviction,,v1,a,pods,p,eviction",
    "/apis/apps/v1/namespaces/a/deployments/web/scale,apps,v1,a,deployments,web,scale",
    "/apis/apps/v1/deployments,apps,v1,,deployments,,",
  })
  void readsAPath(
      String path,
      String group,
      String version,
      String namespace,
      String plural,
      String name,
      String subresource) {
    assertThat(ApiPath.of(path))
        .contains(
            new ApiPath(
                text(group), version, text(namespace), plural, text(name), text(subresource)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/v1", "/apis/apps/v1", "/metrics", "/", "/api/v1/a/b/c/d"})
  void namesNoResource(String path) {
    assertThat(ApiPath.of(path)).isEmpty();
  }

  private static String text(@org.jspecify.annotations.Nullable String column) {
    return column == null ? "" : column;
  }
}
