package io.github.spotaware.e2e.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** How manifests come into a cluster. */
interface Installer {

  /**
   * The objects of the kustomization in the folder, in the order in which they are to be applied.
   */
  List<ObjectNode> render(Path kustomization);

  /** Applies them as they are. */
  void apply(List<ObjectNode> objects);

  /**
   * Adds the authority to each entry of a webhook configuration that is applied, as cert-manager's
   * CA injector does.
   *
   * @param caBundle base64
   */
  void inject(ObjectNode configuration, String caBundle);
}
