package profile

// Set holds the profiles that a person put in the place of embedded ones, by product.
type Set map[string]File

// File is a profile as it was given.
type File struct {
	Name string
	Data []byte
}

// Add takes a profile into the set.
func (s Set) Add(name string, data []byte) error {
	if err := Bounded(name, data); err != nil {
		return err
	}
	product, err := Product(name, data)
	if err != nil {
		return err
	}
	s[product] = File{name, data}
	return nil
}

// Decode reads the set's profile of a product, or else the embedded one.
func (s Set) Decode(product string, embedded []byte, into any) error {
	if f, ok := s[product]; ok {
		return Decode(f.Name, product, f.Data, into)
	}
	return Decode("embedded profile "+product, product, embedded, into)
}
