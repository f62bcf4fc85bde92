namespace DiffGen;

/// <summary>Says that no derivative is wanted with respect to a parameter of a differentiated method.</summary>
/// <remarks>
/// The generated methods have no derivative parameter for it. An array that the method writes and that is marked constant is
/// scratch: what it holds on entry has no derivative, what the method writes into it carries derivatives inside the method.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class ConstantAttribute : Attribute;
