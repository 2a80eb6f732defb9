package io.sweepstake.core.dl4j.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An ONNX graph under construction. Tensors are known by their names; each node has one output,
 * named as the node, unless said otherwise.
 */
final class OnnxGraph {
  /** Of December 2020: what came after is not needed, and older runtimes read it. */
  private static final int OPERATORS = 13;

  private static final int FORMAT = 7; // what came with these operators
  private static final String BATCH = "batch";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private int constants;

  /** Attributes of a node. */
  static final class Attributes {
    private final List<AttributeProto> attributes = new ArrayList<>();

    static Attributes none() {
      return new Attributes();
    }

    static Attributes of(String name, long value) {
      return none().and(name, value);
    }

    Attributes and(String name, long value) {
      attributes.add(
          AttributeProto.newBuilder()
              .setName(name)
              .setType(AttributeProto.AttributeType.INT)
              .setI(value)
              .build());
      return this;
    }

    Attributes andAll(String name, long... values) {
      AttributeProto.Builder attribute =
          AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
      for (long value : values) {
        attribute.addInts(value);
      }
      attributes.add(attribute.build());
      return this;
    }
  }

  /** A tensor of floats that is given, {@code [batch]} and these. */
  String input(String name, long... dimensions) {
    graph.addInput(floats(name, dimensions));
    return name;
  }

  /** Says that a tensor of floats of this name, {@code [batch]} and these, comes out. */
  void output(String name, long... dimensions) {
    graph.addOutput(floats(name, dimensions));
  }

  private static ValueInfoProto floats(String name, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
    for (long dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }

  String node(String name, String operator, String... inputs) {
    return node(name, operator, Attributes.none(), inputs);
  }

  String node(String name, String operator, Attributes attributes, String... inputs) {
    return node(List.of(name), operator, attributes, inputs);
  }

  /** With several outputs, of which the first is returned. */
  String node(List<String> outputs, String operator, Attributes attributes, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(outputs.get(0))
            .setOpType(operator)
            .addAllInput(List.of(inputs))
            .addAllOutput(outputs)
            .addAllAttribute(attributes.attributes));
    return outputs.get(0);
  }

  /** The same numbers in another shape; 0 stands for what the tensor has there. */
  String reshape(String name, String tensor, long... shape) {
    return node(name, "Reshape", tensor, constant(shape));
  }

  String constant(long... values) {
    return add(unnamed(), values, values.length);
  }

  /** One number, without an axis. */
  String scalar(long value) {
    return add(unnamed(), new long[] {value});
  }

  /** Numbers of no named origin. */
  String constant(double[] values, long... dimensions) {
    return named(unnamed(), values, dimensions);
  }

  /** Numbers that were learned, in double precision. */
  String named(String name, double[] values, long... dimensions) {
    ByteBuffer bytes = buffer(values.length * Double.BYTES);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return add(name, TensorProto.DataType.DOUBLE_VALUE, bytes, dimensions);
  }

  /** Numbers of no named origin. */
  String constant(float[] values, long... dimensions) {
    return named(unnamed(), values, dimensions);
  }

  /** Numbers that were learned. */
  String named(String name, float[] values, long... dimensions) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return add(name, TensorProto.DataType.FLOAT_VALUE, bytes, dimensions);
  }

  String toDouble(String name, String tensor) {
    return node(name, "Cast", Attributes.of("to", TensorProto.DataType.DOUBLE_VALUE), tensor);
  }

  String toFloat(String name, String tensor) {
    return node(name, "Cast", Attributes.of("to", TensorProto.DataType.FLOAT_VALUE), tensor);
  }

  private String unnamed() {
    return "constant." + constants++;
  }

  private String add(String name, long[] values, long... dimensions) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    for (long value : values) {
      bytes.putLong(value);
    }
    return add(name, TensorProto.DataType.INT64_VALUE, bytes, dimensions);
  }

  private String add(String name, int type, ByteBuffer bytes, long... dimensions) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor.setRawData(ByteString.copyFrom(bytes.flip())));
    return name;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The whole as a model.
   *
   * @param name of what it is
   * @param said about it, in a sentence or two
   * @param notes its metadata
   */
  byte[] toBytes(String name, String said, Map<String, String> notes) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("sweepstake")
            .setDomain("io.sweepstake")
            .setDocString(said)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
            .setGraph(graph.setName(name));
    new TreeMap<>(notes)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }
}
