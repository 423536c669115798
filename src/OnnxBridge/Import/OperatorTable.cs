using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.OnnxBridge.Import.Operators;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import;

/// <summary>The operators that can be imported.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, OperatorImporter> Own = new OperatorImporter[]
    {
        new ArithmeticOperator("Add", name => new Add(name), (a, b) => checked(a + b)),
        new ArithmeticOperator("Div", null, (a, b) => a / b),
        new ArithmeticOperator("Mean", name => new Average(name), null),
        new ArithmeticOperator("Mul", name => new Multiply(name), (a, b) => checked(a * b)),
        new ArithmeticOperator("Sub", name => new Subtract(name), (a, b) => checked(a - b)),
        new ArithmeticOperator("Sum", name => new Add(name), null),
        new AveragePoolOperator(),
        new BatchNormalizationOperator(),
        new CastOperator(),
        new ClipOperator(),
        new ConcatOperator(),
        new ConstantOfShapeOperator(),
        new ConstantOperator(),
        new ConvOperator(),
        new DropoutOperator(),
        new FlattenOperator(),
        new FunctionOperator("Elu", node => new ELU(node.Number("alpha", 1f)), "alpha"),
        new FunctionOperator("Gelu", FunctionOperator.GELUOf, "approximate"),
        new FunctionOperator("HardSwish", _ => new HardSwish()),
        new FunctionOperator("LeakyRelu", node => new LeakyReLU(node.Number("alpha", 0.01f)), "alpha"),
        new FunctionOperator("LogSoftmax", node => new LogSoftmax(FunctionOperator.SoftmaxAxis(node)), "axis"),
        new FunctionOperator("Relu", _ => new ReLU()),
        new FunctionOperator("Sigmoid", _ => new Sigmoid()),
        new FunctionOperator("Softmax", node => new Softmax(FunctionOperator.SoftmaxAxis(node)), "axis"),
        new FunctionOperator("Softplus", _ => new Softplus()),
        new FunctionOperator("Softsign", _ => new Softsign()),
        new FunctionOperator("Tanh", _ => new Tanh()),
        new GatherOperator(),
        new GemmOperator(),
        new GlobalPoolOperator("GlobalAveragePool", isMaximum: false),
        new GlobalPoolOperator("GlobalMaxPool", isMaximum: true),
        new HardSigmoidOperator(),
        new IdentityOperator(),
        new MatMulOperator(),
        new MaxPoolOperator(),
        new PadOperator(),
        new PReluOperator(),
        new ReduceOperator("ReduceMax", isMaximum: true),
        new ReduceOperator("ReduceMean", isMaximum: false),
        new ReshapeOperator(),
        new SeluOperator(),
        new ShapeOperator(),
        new SliceOperator(),
        new SqueezeOperator(),
        new TransposeOperator(),
        new UnsqueezeOperator(),
    }.ToDictionary(importer => importer.Operation, StringComparer.Ordinal);

    private static readonly Dictionary<string, OperatorImporter> Fused = new OperatorImporter[]
    {
        new AffineOperator(),
        new ArithmeticOperator("Product", name => new Multiply(name), null),
        new AveragePoolOperator(),
        new FunctionOperator("GELU", node => new GELU(node.Integer("tanh", 0) != 0), "tanh"),
        new FunctionOperator("HardSwish", _ => new HardSwish()),
        new FunctionOperator("Softplus", node => new Softplus(node.Number("beta", 1f), node.Number("threshold", 20f)), "beta", "threshold"),
        new FunctionOperator("Swish", _ => new Swish()),
        new GlobalPoolOperator("GlobalAveragePool", isMaximum: false, flattens: true),
        new GlobalPoolOperator("GlobalMaxPool", isMaximum: true, flattens: true),
        new MatMulOperator(),
        new NormalizationOperator(),
        new SeparableConvOperator(),
    }.ToDictionary(importer => importer.Operation, StringComparer.Ordinal);

    /// <summary>The names of the operators, sorted.</summary>
    public static IEnumerable<string> Operations => Own.Keys.Order(StringComparer.Ordinal);

    /// <summary>Who imports a node; null for an operator that cannot be imported.</summary>
    public static OperatorImporter? Find(NodeProto node) => node.Domain switch
    {
        "" or "ai.onnx" => Own.GetValueOrDefault(node.OpType),
        PatternFusion.Domain => Fused.GetValueOrDefault(node.OpType),
        _ => null,
    };
}
