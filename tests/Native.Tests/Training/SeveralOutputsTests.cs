using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Training;

/// <summary>Losses and metrics of a network with a class and a price as outputs.</summary>
public sealed class SeveralOutputsTests
{
    private static readonly Metric ClassAccuracy = "accuracy";
    private static readonly Metric PriceError = "mae";

    [Fact]
    public void Each_output_has_its_loss_and_its_metrics()
    {
        var data = Data(40);
        var network = Network();
        network.Compile("adam", ["categorical_crossentropy", "mse"], ClassAccuracy, PriceError.OfOutput(1));
        var history = network.Fit(data, batchSize: 8, epochs: 2, validationData: Data(24));
        string[] figures = ["loss", "class_loss", "price_loss", "class_accuracy", "price_mae"];
        Assert.Equal([.. figures, .. figures.Select(name => $"val_{name}")], history.Epochs[^1].Values.Keys);

        var measured = network.Evaluate(data);
        var outputs = network.Predict(data.Inputs);
        Tolerance.Float32.AssertClose(
            [
                new CategoricalCrossentropy().Compute(outputs[0], data.Targets[0]),
                new MeanSquaredError().Compute(outputs[1], data.Targets[1]),
                ClassAccuracy.Compute(outputs[0], data.Targets[0]),
                PriceError.Compute(outputs[1], data.Targets[1]),
            ],
            [(float)measured["class_loss"], (float)measured["price_loss"], (float)measured["class_accuracy"], (float)measured["price_mae"]],
            "the figures of both outputs");
        Assert.Equal(measured["class_loss"] + measured["price_loss"], measured["loss"]);
    }

    [Fact]
    public void The_losses_of_a_step_add_up_to_its_cost()
    {
        var network = Network();
        network.Compile("sgd", ["categorical_crossentropy", "mse"]);
        var data = Data(8);
        var session = network.StartTraining(8, data.TargetShapes);
        session.Forward(data.Inputs[0]);
        Assert.Equal(session.Cost([.. data.Targets]), session.OutputLoss(0) + session.OutputLoss(1));
    }

    [Fact]
    public void A_metric_of_an_output_that_is_not_there_is_named()
    {
        var network = Network();
        var error = Assert.Throws<NetworkException>(() =>
        {
            network.Compile("adam", ["categorical_crossentropy", "mse"], PriceError.OfOutput(2));
            network.Fit(Data(8));
        });
        Assert.Contains("'mae' measures output 2", error.Message);
    }

    [Fact]
    public void Two_figures_of_one_name_are_refused()
    {
        var network = Network();
        var error = Assert.Throws<NetworkException>(() =>
        {
            network.Compile("adam", ["categorical_crossentropy", "mse"], ClassAccuracy, "accuracy");
            network.Fit(Data(8));
        });
        Assert.Contains("'class_accuracy'", error.Message);
    }

    private static Model Network()
    {
        var input = Symbol.Input(4, "features");
        var hidden = new Dense(6, activation: "relu").Call(input);
        return new Model([input], [new Dense(3, activation: "softmax", name: "class").Call(hidden), new Dense(1, name: "price").Call(hidden)])
        {
            Generator = new TorchGenerator(5),
        };
    }

    private static TensorDataset Data(int count)
    {
        var random = new TorchGenerator((ulong)count);
        var x = new Tensor([count, 4]);
        random.FillNormal(x.Span, 0, 1);
        var price = new Tensor([count, 1]);
        random.FillNormal(price.Span, 2, 1);
        return new TensorDataset([x], [Tensor.From([count], [.. Enumerable.Range(0, count).Select(row => (float)(row % 3))]), price]);
    }
}
