package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import org.jspecify.annotations.Nullable;

/** A ConfigMap as a document. */
final class ConfigMapProjection implements Projection<ConfigMap> {
  private static final String DATA = "data";

  @Override
  public Kind<ConfigMap> kind() {
    return Kind.CONFIG_MAP;
  }

  @Override
  public ConfigMap read(ObjectNode document, Meta meta, @Nullable ConfigMap before) {
    return new ConfigMap(meta, Json.strings(document.path(DATA)));
  }

  @Override
  public void show(ConfigMap configMap, ObjectNode document) {
    Json.put(document, DATA, configMap.data());
  }

  @Override
  public void strip(ObjectNode document) {
    document.remove(DATA);
  }
}
