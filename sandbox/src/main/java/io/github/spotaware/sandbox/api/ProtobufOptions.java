package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.spotaware.sandbox.document.Json;
import java.io.IOException;
import java.util.Arrays;

/**
 * DeleteOptions as kubectl sends them: protobuf in Kubernetes' envelope (apimachinery
 * runtime/generated.proto and meta/v1/generated.proto). All other protobuf is refused.
 */
final class ProtobufOptions {
  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int RAW = 2;

  private ProtobufOptions() {}

  /**
   * @throws ApiError 400 where it is something else
   */
  static ObjectNode read(byte[] body) {
    if (body.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(body, MAGIC.length))) {
      throw ApiError.badRequest("the body is no protobuf of Kubernetes");
    }
    try {
      CodedInputStream envelope =
          CodedInputStream.newInstance(body, MAGIC.length, body.length - MAGIC.length);
      for (int tag = envelope.readTag(); tag != 0; tag = envelope.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == RAW) {
          return options(CodedInputStream.newInstance(envelope.readByteArray()));
        }
        envelope.skipField(tag);
      }
      return Json.object();
    } catch (IOException e) {
      throw ApiError.badRequest("the body is no protobuf: " + e.getMessage());
    }
  }

  private static ObjectNode options(CodedInputStream in) throws IOException {
    ObjectNode options = Json.object();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> options.put("gracePeriodSeconds", in.readInt64());
        case 2 ->
            options.set(
                "preconditions", preconditions(CodedInputStream.newInstance(in.readByteArray())));
        case 3 -> options.put("orphanDependents", in.readBool());
        case 4 -> options.put("propagationPolicy", in.readString());
        case 5 -> options.withArray("dryRun").add(in.readString());
        default -> in.skipField(tag);
      }
    }
    return options;
  }

  private static ObjectNode preconditions(CodedInputStream in) throws IOException {
    ObjectNode preconditions = Json.object();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> preconditions.put("uid", in.readString());
        case 2 -> preconditions.put("resourceVersion", in.readString());
        default -> in.skipField(tag);
      }
    }
    return preconditions;
  }
}
