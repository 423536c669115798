using Interop.Native.Files;
using Interop.TorchBridge.Files;

namespace Interop.TorchBridge.Optimizers;

/// <summary>
/// Reads what TorchSharp's <c>optimizer.save_state_dict</c> writes: the class's name, the numbers of groups and of parameters, the groups' options and
/// the parameters' states, each a fixed row of values. Source: TorchSharp 0.106, <c>SaveStateDict</c> in <c>Optimizers/*.cs</c>.
/// </summary>
internal static class TorchSharpOptimizerReader
{
    // A name alone is a float64; "name?" a truth value. Every row begins with the initial and the present learning rate.
    private static readonly Dictionary<string, (string Kind, string[] Options, string[] State)> Layouts = new()
    {
        ["Adadelta"] = ("adadelta", ["rho", "eps", "weight_decay", "maximize?"], ["step", "square_avg", "acc_delta"]),
        ["Adagrad"] = ("adagrad", ["lr_decay", "initial_accumulator_value", "eps", "weight_decay"], ["step", "sum"]),
        ["Adam"] = ("adam", ["beta1", "beta2", "eps", "weight_decay", "amsgrad?", "maximize?"], ["step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq?"]),
        ["AdamW"] = ("adamw", ["beta1", "beta2", "eps", "weight_decay", "amsgrad?", "maximize?"], ["step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq?"]),
        ["Adamax"] = ("adamax", ["beta1", "beta2", "eps", "weight_decay"], ["step", "exp_avg", "exp_inf"]),
        ["NAdam"] = ("nadam", ["beta1", "beta2", "eps", "weight_decay", "momentum_decay"], ["step", "mu_product", "exp_avg", "exp_avg_sq"]),
        ["RAdam"] = ("radam", ["beta1", "beta2", "eps", "weight_decay"], ["step", "exp_avg", "exp_avg_sq"]),
        ["RMSProp"] = ("rmsprop", ["maximize?", "momentum", "alpha", "eps", "weight_decay", "centered?"], ["step", "square_avg", "momentum_buffer?", "grad_avg?"]),
        ["SGD"] = ("sgd", ["momentum", "dampening", "weight_decay", "nesterov?", "maximize?"], ["momentum_buffer?"]),
    };

    /// <summary>Reads a stream from its position to its end.</summary>
    public static TorchOptimizerState Read(Stream stream, string name)
    {
        var reader = new FileReader(stream, name);
        var type = reader.Text("the optimizer's name");
        if (!Layouts.TryGetValue(type, out var layout))
        {
            throw reader.Error($"{Listing.Quote(type)} is not an optimizer whose state can be taken over; those are {string.Join(", ", Layouts.Keys)}.");
        }

        var groupCount = reader.Number("the number of parameter groups");
        var stateCount = reader.Number("the number of parameters");
        var options = new List<Dictionary<string, double>>();
        for (long i = 0; i < groupCount; i++)
        {
            options.Add(ReadOptions(reader, layout.Options));
        }

        var states = new List<TorchParameterState>();
        for (long i = 0; i < stateCount; i++)
        {
            states.Add(ReadState(reader, layout.State, i));
        }

        if (reader.Remaining != 0)
        {
            throw reader.Error($"{reader.Remaining} bytes stand behind the last parameter's state.");
        }

        // Groups follow one another in the file, but how many parameters each has is not told.
        return new TorchOptimizerState(
            layout.Kind,
            [.. options.Select((values, i) => new TorchParameterGroup(values, options.Count == 1 ? [.. Enumerable.Range(0, states.Count)] : []))],
            states);
    }

    private static Dictionary<string, double> ReadOptions(FileReader reader, string[] names)
    {
        var options = new Dictionary<string, double>
        {
            ["initial_lr"] = reader.Double("the initial learning rate"),
            ["lr"] = reader.Double("the learning rate"),
        };
        foreach (var name in names)
        {
            if (name.EndsWith('?'))
            {
                options[name[..^1]] = reader.Truth(name[..^1]) ? 1 : 0;
            }
            else
            {
                options[name] = reader.Double(name);
            }
        }

        return options;
    }

    private static TorchParameterState ReadState(FileReader reader, string[] names, long index)
    {
        long? step = null;
        var slots = new Dictionary<string, StoredTensor>();
        var scalars = new Dictionary<string, double>();
        foreach (var name in names)
        {
            if (name == "step")
            {
                step = reader.Int64("the step");
                if (step < 0)
                {
                    throw reader.Error($"parameter {index} was updated {step} times.");
                }
            }
            else if (name == "mu_product")
            {
                scalars.Add(name, reader.Double(name));
            }
            else if (!name.EndsWith('?'))
            {
                slots.Add(name, TorchSharpFile.ReadTensor(reader, $"{name} of parameter {index}"));
            }
            else if (reader.Truth(name[..^1]))
            {
                slots.Add(name[..^1], TorchSharpFile.ReadTensor(reader, $"{name[..^1]} of parameter {index}"));
            }
        }

        return new TorchParameterState(step, slots, scalars);
    }
}
