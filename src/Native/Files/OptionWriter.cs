using System.Text.Json;
using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Optimizers;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Files;

/// <summary>
/// Takes down the options of a component (a layer, a loss …) by name, as a model file keeps them. What is null is left out. Options are
/// called as the parameters of the component's constructor.
/// </summary>
public sealed class OptionWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly ComponentRegistry _components;

    internal OptionWriter(Utf8JsonWriter json, ComponentRegistry components)
    {
        _json = json;
        _components = components;
    }

    /// <summary>Writes a whole number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, int value) => _json.WriteNumber(name, value);

    /// <summary>Writes a whole number, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, int? value)
    {
        if (value is { } given)
        {
            Write(name, given);
        }
    }

    /// <summary>Writes a whole number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, long value) => _json.WriteNumber(name, value);

    /// <summary>Writes a number so that the same bits come back; infinity and NaN are kept as texts.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, float value)
    {
        if (float.IsFinite(value))
        {
            _json.WriteNumber(name, value);
        }
        else
        {
            Write(name, (double)value);
        }
    }

    /// <summary>Writes a number, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, float? value)
    {
        if (value is { } given)
        {
            Write(name, given);
        }
    }

    /// <summary>Writes a number so that the same bits come back; infinity and NaN are kept as texts.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, double value)
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumber(name, value);
        }
        else
        {
            _json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    /// <summary>Writes a number, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, double? value)
    {
        if (value is { } given)
        {
            Write(name, given);
        }
    }

    /// <summary>Writes yes or no.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, bool value) => _json.WriteBoolean(name, value);

    /// <summary>Writes yes or no, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, bool? value)
    {
        if (value is { } given)
        {
            Write(name, given);
        }
    }

    /// <summary>Writes a text, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    /// <summary>Writes one of several named values by its name.</summary>
    /// <typeparam name="TEnum">The values to choose from.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void WriteName<TEnum>(string name, TEnum? value)
        where TEnum : struct, Enum =>
        Write(name, value?.ToString());

    /// <summary>Writes whole numbers, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="values">Its values.</param>
    public void Write(string name, IReadOnlyList<int>? values)
    {
        if (values is null)
        {
            return;
        }

        _json.WriteStartArray(name);
        foreach (var value in values)
        {
            _json.WriteNumberValue(value);
        }

        _json.WriteEndArray();
    }

    /// <summary>Writes a shape as its extents.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, Shape value) => Write(name, value.Extents.ToArray());

    /// <summary>Writes padding: a rule by its name, or the elements before and after each axis.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, Padding value)
    {
        if (value.IsRule || value == Padding.Valid)
        {
            Write(name, value.ToString());
            return;
        }

        _json.WriteStartObject(name);
        Write("before", value.Before);
        Write("after", value.After);
        _json.WriteEndObject();
    }

    /// <summary>Writes a small tensor, such as class weights, as shape and values; nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, Tensor? value)
    {
        if (value is null)
        {
            return;
        }

        _json.WriteStartObject(name);
        Write("shape", value.Shape);
        _json.WriteStartArray("values");
        foreach (var number in value.Span)
        {
            _json.WriteNumberValue(number);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <summary>Writes an activation function, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, ActivationFunction? value) => Write(name, value, _components.Activations);

    /// <summary>Writes an initializer, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, Initializer? value) => Write(name, value, _components.Initializers);

    /// <summary>Writes a regularizer, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, Regularizer? value) => Write(name, value, _components.Regularizers);

    /// <summary>Writes a constraint, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, Constraint? value) => Write(name, value, _components.Constraints);

    /// <summary>Writes a loss, or nothing for null.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    public void Write(string name, Loss? value) => Write(name, value, _components.Losses);

    internal void Write(string name, GradientClipping? value) => Write(name, value, _components.Clippings);

    internal void Write(string name, IReadOnlyList<LearningRateSchedule> values) =>
        _json.WriteObjects(name, values, value => _components.Schedules.Write(value, _json, this));

    private void Write<TBase>(string name, TBase? value, ComponentTable<TBase> table)
        where TBase : class
    {
        if (value is not null)
        {
            _json.WriteStartObject(name);
            table.Write(value, _json, this);
            _json.WriteEndObject();
        }
    }
}
